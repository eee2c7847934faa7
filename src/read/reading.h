#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/geometry.h"

namespace chowki::read {

enum class Source { kMrz, kVisual, kChip, kBarcode, kOfficer };

[[nodiscard]] std::string_view Name(Source source);  // "mrz", "visual", ...

// One character as the recogniser saw it.
struct Glyph {
  char best = '<';
  double confidence = 0;                              // [0,1]
  Quad region;                                        // relative coordinates of the source image
  std::vector<std::pair<char, double>> alternatives;  // best first, includes best
  bool operator==(const Glyph&) const = default;

  // Something was seen at its place: where print is covered the alternatives explain little.
  [[nodiscard]] bool Seen() const;
};

// A value with where it came from.
template <typename T>
struct Reading {
  T value{};
  double confidence = 0;  // [0,1]
  Source source = Source::kMrz;
  Quad region;      // relative coordinates of the source image; all zero when it has no place
  std::string raw;  // as printed
  bool operator==(const Reading&) const = default;
};

}  // namespace chowki::read
