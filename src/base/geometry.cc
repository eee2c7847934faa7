#include "base/geometry.h"

#include <cmath>

namespace chowki {

Quad ToQuad(const Rect& rect) {
  return {{Point{rect.x, rect.y}, Point{rect.x + rect.width, rect.y},
           Point{rect.x + rect.width, rect.y + rect.height}, Point{rect.x, rect.y + rect.height}}};
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
