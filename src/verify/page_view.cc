#include "verify/page_view.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <opencv2/imgproc.hpp>

namespace chowki::verify {
namespace {

Point Apply(const cv::Matx33d& m, const Point& point) {
  const cv::Vec3d p = m * cv::Vec3d(point.x, point.y, 1);
  return {p[0] / p[2], p[1] / p[2]};
}

cv::Matx33d Scaling(double x, double y) { return {x, 0, 0, 0, y, 0, 0, 0, 1}; }

// The image at about the view's scale, averaged so that thin print survives.
cv::Mat Shrunk(const cv::Mat& pixels, double factor) {
  if (factor < 1.5) return pixels;
  cv::Mat small;
  cv::resize(pixels, small, {}, 1 / factor, 1 / factor, cv::INTER_AREA);
  return small;
}

}  // namespace

PageView::PageView(const capture::Image& image, const locate::Page& page, const Size& visible_px)
    : mm_to_relative_(Scaling(1 / visible_px.width, 1 / visible_px.height) * page.mm_to_px) {
  const Size mm = locate::SizeMm(page.size);
  const cv::Size size(static_cast<int>(std::lround(mm.width * kPxPerMm)),
                      static_cast<int>(std::lround(mm.height * kPxPerMm)));
  const Size px = image.size_px();
  const Point left = Apply(mm_to_relative_, {0, mm.height / 2});
  const Point right = Apply(mm_to_relative_, {mm.width, mm.height / 2});
  const double px_per_mm =
      std::hypot((right.x - left.x) * px.width, (right.y - left.y) * px.height) / mm.width;
  const cv::Mat small = Shrunk(image.pixels(), px_per_mm / kPxPerMm);
  const cv::Matx33d view_to_relative = mm_to_relative_ * Scaling(1 / kPxPerMm, 1 / kPxPerMm);
  const cv::Matx33d view_to_small = Scaling(small.cols, small.rows) * view_to_relative;
  cv::warpPerspective(small, pixels_, view_to_small, size, cv::INTER_LINEAR | cv::WARP_INVERSE_MAP,
                      cv::BORDER_CONSTANT);

  const cv::Matx33d relative_to_view = view_to_relative.inv();
  std::vector<cv::Point> outline;
  for (const Point& corner : std::array<Point, 4>{{{0, 0}, {1, 0}, {1, 1}, {0, 1}}}) {
    const Point at = Apply(relative_to_view, corner);
    outline.emplace_back(cv::saturate_cast<int>(at.x), cv::saturate_cast<int>(at.y));
  }
  inside_ = cv::Mat::zeros(size, CV_8UC1);
  cv::fillConvexPoly(inside_, outline, cv::Scalar(255));
}

cv::Mat PageView::Blue() const {
  if (pixels_.channels() == 1) return pixels_;
  cv::Mat blue;
  cv::extractChannel(pixels_, blue, 0);
  return blue;
}

Rect PageView::AllMm() const { return {0, 0, pixels_.cols / kPxPerMm, pixels_.rows / kPxPerMm}; }

cv::Rect PageView::ToView(const Rect& mm) const {
  const auto px = [](double at) { return static_cast<int>(std::lround(at * kPxPerMm)); };
  const cv::Rect rect(px(mm.x), px(mm.y), px(mm.width), px(mm.height));
  return rect & cv::Rect({0, 0}, pixels_.size());
}

Rect PageView::ToMm(const Quad& region) const {
  const cv::Matx33d to_mm = mm_to_relative_.inv();
  Point low = Apply(to_mm, region.corners[0]);
  Point high = low;
  for (const Point& corner : region.corners) {
    const Point at = Apply(to_mm, corner);
    low = {std::min(low.x, at.x), std::min(low.y, at.y)};
    high = {std::max(high.x, at.x), std::max(high.y, at.y)};
  }
  return {low.x, low.y, high.x - low.x, high.y - low.y};
}

Quad PageView::ToRegion(const Rect& mm) const {
  Quad region = ToQuad(mm);
  for (Point& corner : region.corners) corner = Apply(mm_to_relative_, corner);
  return region;
}

}  // namespace chowki::verify
