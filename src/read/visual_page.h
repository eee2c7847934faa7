#pragma once

#include <opencv2/core.hpp>

#include "base/geometry.h"
#include "capture/image.h"
#include "locate/page.h"

namespace chowki::read {

// A page laid flat for reading: upright, of a known resolution, with the way back to the image.
struct VisualPage {
  cv::Mat grey;  // 8UC1
  double px_per_mm = 0;
  cv::Matx33d to_image_px = cv::Matx33d::eye();
  Size image_px;

  // A box on the page in relative coordinates of the image.
  [[nodiscard]] Quad Region(const cv::Rect& box) const;
};

// page  nullptr: the whole image as it lies, taken for a page about 110 mm wide.
[[nodiscard]] VisualPage FlattenPage(const capture::Image& image, const locate::Page* page);

}  // namespace chowki::read
