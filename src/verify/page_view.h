#pragma once

#include <opencv2/core.hpp>

#include "base/geometry.h"
#include "capture/image.h"
#include "locate/page.h"

namespace chowki::verify {

// The page of a document as one light shows it: upright, cut out, at one scale for all lights, so
// that checks that look at areas need not look at every pixel of a scan.
class PageView {
 public:
  static constexpr double kPxPerMm = 4;

  PageView() = default;

  // image      in any light; it shows what `visible` shows, perhaps at another resolution.
  // page       as found in the visible image.
  // visible_px size of the visible image.
  // thread     pure.
  PageView(const capture::Image& image, const locate::Page& page, const Size& visible_px);

  [[nodiscard]] bool empty() const { return pixels_.empty(); }
  [[nodiscard]] const cv::Mat& pixels() const { return pixels_; }  // 8UC3 (BGR) or 8UC1
  // 8UC1, 255 where the image shows the page at all: a page may reach over the picture's edge.
  [[nodiscard]] const cv::Mat& inside() const { return inside_; }

  // What a document reader's brightness under ultraviolet light is told by: the blue channel, in
  // which brighteners shine; grey pictures as they are. 8UC1.
  [[nodiscard]] cv::Mat Blue() const;

  [[nodiscard]] Rect AllMm() const;  // the whole page

  // A place of the page in view px, cut at the view's edges; empty when it is outside.
  [[nodiscard]] cv::Rect ToView(const Rect& mm) const;
  // The upright box around a region of the visible image (relative coordinates), in mm.
  [[nodiscard]] Rect ToMm(const Quad& region) const;
  // The other way: a place of the page in relative coordinates of the image.
  [[nodiscard]] Quad ToRegion(const Rect& mm) const;

 private:
  cv::Mat pixels_;
  cv::Mat inside_;
  cv::Matx33d mm_to_relative_ = cv::Matx33d::eye();
};

}  // namespace chowki::verify
