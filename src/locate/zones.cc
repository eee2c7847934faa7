#include "locate/zones.h"

namespace chowki::locate {
namespace {

constexpr double kMrzHeightMm = 23.2;  // zone VII at the lower edge, all sizes
constexpr double kPortraitHeightMm = 50.0;

Point Apply(const cv::Matx33d& m, const Point& p) {
  const cv::Vec3d q = m * cv::Vec3d(p.x, p.y, 1);
  return {q[0] / q[2], q[1] / q[2]};
}

}  // namespace

std::vector<Zone> ZonesOf(PageSize size) {
  const Size mm = SizeMm(size);
  const double upper = mm.height - kMrzHeightMm;
  std::vector<Zone> zones = {{ZoneKind::kMrz, {0, upper, mm.width, kMrzHeightMm}, 1}};
  if (size == PageSize::kId1) {
    zones.push_back({ZoneKind::kVisual, {0, 0, mm.width, upper}, 1});
    return zones;
  }
  // Zone V, the portrait, stands at the left; the printed photograph is at most 45 x 35 mm.
  const double left = size == PageSize::kId3 ? 42.0 : 34.0;
  zones.push_back(
      {ZoneKind::kPortrait, {0, upper - kPortraitHeightMm, left, kPortraitHeightMm}, 0.8});
  zones.push_back({ZoneKind::kVisual, {left, 0, mm.width - left, upper}, 0.9});
  return zones;
}

Quad ToImage(const Page& page, const Rect& rect_mm) {
  Quad quad = ToQuad(rect_mm);
  for (Point& corner : quad.corners) corner = Apply(page.mm_to_px, corner);
  return quad;
}

}  // namespace chowki::locate
