#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/geometry.h"
#include "verify/exhibit.h"

namespace chowki::verify {

// How much of the contrast of a page's ground, its fine pattern between the text, is left in
// infrared: security inks fade, toner stays.
struct GroundInInfrared {
  double kept = 0;  // share of the visible contrast, median over the places that were looked at
  int places = 0;   // squares of the page with a pattern and no text
};

// A printed value of the visual zone in infrared, and letters of it.
struct LetterInInfrared {
  Quad region;           // relative coordinates of the visible image
  double kept = 0;       // share of its visible contrast
  double darkness = 0;   // of its ink against the value's, 1: as dark
  double height_mm = 0;  // and size
  double width_mm = 0;
};
struct ValueInInfrared {
  std::string field;  // "birth_date"
  Quad region;
  double kept = 0;                        // share of the visible contrast
  double likeness = 0;                    // [-1,1] correlation of what stands there in both lights
  std::vector<LetterInInfrared> letters;  // from left to right; touching ones are one
};

// Both pictures of a page laid over each other: lights are taken one after the other, and hands
// move.
struct InfraredPage {
  double paper = 0;     // [0,1] brightness in infrared
  double likeness = 0;  // [-1,1] of the MRZ, by which the pictures are laid over each other
  double shift_mm = 0;
  GroundInInfrared ground;
  std::vector<ValueInInfrared> values;
};

// exhibit  with both images and a page.
// returns  nullopt where the MRZ is outside of the picture, or the page is too coarse.
// thread   pure.
[[nodiscard]] std::optional<InfraredPage> LookAtPageInInfrared(const Exhibit& exhibit);

}  // namespace chowki::verify
