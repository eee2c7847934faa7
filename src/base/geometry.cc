#include "base/geometry.h"

#include <cmath>

namespace chowki {

Quad ToQuad(const Rect& rect) {
  return {{Point{rect.x, rect.y}, Point{rect.x + rect.width, rect.y},
           Point{rect.x + rect.width, rect.y + rect.height}, Point{rect.x, rect.y + rect.height}}};
}

double Area(const Quad& quad) {
  double twice = 0;
  for (size_t i = 0; i < 4; ++i) {
    const Point& a = quad.corners[i];
    const Point& b = quad.corners[(i + 1) % 4];
    twice += a.x * b.y - b.x * a.y;
  }
  return std::abs(twice) / 2;
}

Quad Relative(const Quad& quad_px, const Size& image_px) {
  Quad relative = quad_px;
  for (Point& corner : relative.corners) {
    corner.x /= image_px.width;
    corner.y /= image_px.height;
  }
  return relative;
}

}  // namespace chowki
