#pragma once

#include <optional>
#include <vector>

#include "capture/image.h"
#include "read/transcript.h"
#include "verify/ocr_b.h"

namespace chowki::verify {

// One character of an MRZ as it is printed, held against the standard's shape.
struct PrintedCharacter {
  int line = 0;
  int column = 0;
  char character = '<';
  double likeness = 0;  // [-1,1] correlation with OCR-B as the picture would show it
  double right_mm = 0;  // off the course of its line, a robust parabola through its characters
  double below_mm = 0;
};

// How an MRZ is printed.
struct MrzPrint {
  double likeness = 0;    // [-1,1] mean over the different characters
  double steadiness = 0;  // [0,1] how alike prints of the same character are: the rest is noise
  // What the likeness would be without noise: 0.935 and more for OCR-B.
  double conformity = 0;
  Look look;  // what made the font's shapes most alike
  double pitch_px = 0;
  int different = 0;                         // characters
  std::vector<PrintedCharacter> characters;  // that were surely read
};

// Lays the lines flat, fits how the picture shows print (softness, width of strokes, size), and
// measures each character.
//
// image    in visible or infrared light; reading's regions are relative to it.
// returns  nullopt without glyphs, with too few surely read characters, or below some 100 ppi.
// thread   pure.
[[nodiscard]] std::optional<MrzPrint> MeasureMrzPrint(const capture::Image& image,
                                                      const read::MrzReading& reading);

}  // namespace chowki::verify
