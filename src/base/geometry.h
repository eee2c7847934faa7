#pragma once

#include <array>

namespace chowki {

// Plain values of the plane. Units (px, mm, relative 0..1) are told where a value is declared;
// x to the right, y down.
struct Point {
  double x = 0;
  double y = 0;
  bool operator==(const Point&) const = default;
};

struct Size {
  double width = 0;
  double height = 0;
  bool operator==(const Size&) const = default;
};

struct Rect {
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;
  bool operator==(const Rect&) const = default;
};

// Four corners: top left, top right, bottom right, bottom left of the thing as it is read.
struct Quad {
  std::array<Point, 4> corners{};
  bool operator==(const Quad&) const = default;
};

[[nodiscard]] Quad ToQuad(const Rect& rect);

// Corners divided by the size of the image that they lie in: px -> relative coordinates.
[[nodiscard]] Quad Relative(const Quad& quad_px, const Size& image_px);

}  // namespace chowki
