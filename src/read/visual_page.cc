#include "read/visual_page.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

namespace chowki::read {
namespace {

constexpr double kPpi = 300;  // at which printed values (2 to 3 mm) read best
constexpr double kMmPerInch = 25.4;
constexpr double kWholeImageMm = 110;  // a guess between a card and a passport with margins

Point Map(const cv::Matx33d& homography, double x, double y) {
  const cv::Vec3d mapped = homography * cv::Vec3d(x, y, 1);
  return {mapped[0] / mapped[2], mapped[1] / mapped[2]};
}

}  // namespace

Quad VisualPage::Region(const cv::Rect& box) const {
  Quad quad = ToQuad({static_cast<double>(box.x), static_cast<double>(box.y),
                      static_cast<double>(box.width), static_cast<double>(box.height)});
  for (Point& corner : quad.corners) corner = Map(to_image_px, corner.x, corner.y);
  return Relative(quad, image_px);
}

VisualPage FlattenPage(const capture::Image& image, const locate::Page* page) {
  VisualPage flat;
  flat.image_px = image.size_px();
  flat.px_per_mm = kPpi / kMmPerInch;
  if (page == nullptr) {
    const double mm_to_px = std::max(flat.image_px.width, flat.image_px.height) / kWholeImageMm;
    const double scale = flat.px_per_mm / mm_to_px;  // page px per image px
    flat.to_image_px = cv::Matx33d::diag({1 / scale, 1 / scale, 1});
    cv::resize(image.grey(), flat.grey, {}, scale, scale,
               scale < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
    return flat;
  }
  const Size mm = locate::SizeMm(page->size);
  flat.to_image_px =
      page->mm_to_px * cv::Matx33d::diag({1 / flat.px_per_mm, 1 / flat.px_per_mm, 1});
  const cv::Size size(static_cast<int>(std::lround(mm.width * flat.px_per_mm)),
                      static_cast<int>(std::lround(mm.height * flat.px_per_mm)));
  // Pixels of the image per pixel of the page: shrinking by more than 2 would skip some.
  const double along =
      std::sqrt(std::abs(cv::determinant(cv::Mat(page->mm_to_px.get_minor<2, 2>(0, 0))))) /
      flat.px_per_mm;
  cv::Mat source = image.grey();
  cv::Matx33d to_source = flat.to_image_px;
  if (along > 1.5) {
    cv::resize(source, source, {}, 1 / along, 1 / along, cv::INTER_AREA);
    to_source = cv::Matx33d::diag({1 / along, 1 / along, 1}) * to_source;
  }
  cv::warpPerspective(source, flat.grey, cv::Mat(to_source), size,
                      cv::INTER_LINEAR | cv::WARP_INVERSE_MAP, cv::BORDER_REPLICATE);
  return flat;
}

}  // namespace chowki::read
