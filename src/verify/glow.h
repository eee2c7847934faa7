#pragma once

#include <vector>

#include "base/geometry.h"
#include "verify/exhibit.h"

namespace chowki::verify {

// How bright a page is under ultraviolet light. Brightness is that of the blue channel, [0,1]; of a
// calibrated reader as a usual one would give it, above 1 where that is too bright.
struct Glow {
  double page = 0;       // median of the page within its margins
  double brightest = 0;  // 99.5th percentile: what fluoresces, or noise
  double inside = 0;     // share of the page that the picture shows
};

// exhibit  with an ultraviolet page view.
// thread   pure.
[[nodiscard]] Glow MeasureGlow(const Exhibit& exhibit);

// The picture shows too little light to say anything: a weak or worn lamp, a closed shutter.
inline constexpr double kTooDarkBelow = 0.15;  // of Glow::brightest

// Brightness of the paper of each character of the MRZ, in reading order.
struct CellGlow {
  int line = 0;
  int column = 0;
  double brightness = 0;
};
[[nodiscard]] std::vector<CellGlow> GlowOfMrz(const Exhibit& exhibit);

// Those of the cells whose shine ends around the MRZ, as that of tape, glue or a scraped place
// does. A fluorescent pattern of the page reaches beyond.
[[nodiscard]] std::vector<CellGlow> EndingAroundMrz(const Exhibit& exhibit,
                                                    const std::vector<CellGlow>& glowing,
                                                    double brighter_than);

// Even areas that are brighter than a limit and about as large as a photograph or larger, as boxes
// in mm, largest first. Fibres and fine print are none.
struct BrightArea {
  Rect box_mm;
  double filling = 0;     // [0,1] share of the smallest turned rectangle around it that it fills
  double brightness = 0;  // mean
};
[[nodiscard]] std::vector<BrightArea> BrightAreas(const Exhibit& exhibit, double brighter_than,
                                                  double least_mm2);

}  // namespace chowki::verify
