#pragma once

#include <optional>
#include <vector>

#include "base/geometry.h"
#include "capture/image.h"
#include "read/transcript.h"

namespace chowki::verify {

// One character of an MRZ in another light.
struct CellInLight {
  int line = 0;
  int column = 0;
  double contrast = 0;  // print contrast signal, (paper - ink) / paper, where the visible ink is
  double visible_contrast = 0;  // the same in visible light
  double likeness = 0;          // [-1,1] correlation of its shape with the visible one
};

// Median of the cells' contrast as a share of the visible one; not of none.
[[nodiscard]] double MedianShare(const std::vector<CellInLight>& cells);
[[nodiscard]] double Share(const CellInLight& cell);

// What another light shows where the visible image has its MRZ.
struct MrzInLight {
  double likeness = 0;             // [-1,1] of the whole zone, at the shift that fits best
  double shift_mm = 0;             // of the zone against its place in the visible image
  double paper = 0;                // [0,1] brightness between the characters
  double any_contrast = 0;         // contrast of the darkest tenth of all that is there, wherever
  std::vector<CellInLight> cells;  // in reading order, without fillers
};

// Looks for the zone within 3 mm of its place, by its shape, and then at each character: lights are
// taken one after the other, and hands move.
//
// visible, other  of the same page.
// reading         with glyphs: where the characters are in the visible image.
// returns         nullopt without glyphs, or when the zone is too small to tell strokes from paper.
// thread          pure.
[[nodiscard]] std::optional<MrzInLight> LookAtMrz(const capture::Image& visible,
                                                  const capture::Image& other,
                                                  const read::MrzReading& reading);

}  // namespace chowki::verify
