#pragma once

#include <string>
#include <vector>

#include "icao/mrz_layout.h"
#include "read/transcript.h"

namespace chowki::read {

// Below this a character may be wrong and may be repaired; at or above it stands as read, whatever
// a check digit says: a forged document must keep its wrong digit.
inline constexpr double kConfident = 0.9;

struct Repaired {
  std::vector<std::string> lines;
  std::vector<Repair> repairs;
  bool ambiguous = false;  // several repairs would satisfy the digits: none was made
};

// The only place that changes a reading. Three rules, each for characters of a confidence below
// kConfident only:
//  - after three fillers in a name field nothing but fillers follows (Doc 9303 fills to the end);
//  - a character that its cell does not allow gives way to the likeliest one of a similar shape
//  that
//    the cell allows;
//  - where check digits do not hold, the one substitution within OCR's confusion pairs that makes
//    all of them hold. Two substitutions at once are never tried: they can please any digit.
//
// glyphs  parallel to lines, exact lengths of the format, alternatives best first.
// thread  pure.
[[nodiscard]] Repaired RepairLines(icao::Format format, const std::vector<std::string>& lines,
                                   const std::vector<std::vector<Glyph>>& glyphs);

// Whether OCR takes one of these characters for the other: O and 0, S and 5, ...
[[nodiscard]] bool Confusable(char one, char other);

}  // namespace chowki::read
