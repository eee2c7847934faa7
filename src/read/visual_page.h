#pragma once

#include <opencv2/core.hpp>

#include "base/geometry.h"
#include "capture/image.h"
#include "locate/page.h"

namespace chowki::read {

// A page laid flat: upright, of a known resolution at which lines of print are found, with the way
// back to the image, from which lines are cut at the resolution at which they are read.
class VisualPage {
 public:
  // page       nullptr: the whole image as it lies, taken for a page about 110 mm wide.
  // with_sides  what stands around a card, too: where its MRZ was found, its front may be above.
  // thread     members are const after construction.
  VisualPage(const capture::Image& image, const locate::Page* page, bool with_sides = true);

  [[nodiscard]] const cv::Mat& grey() const { return grey_; }  // 8UC1
  [[nodiscard]] double px_per_mm() const { return px_per_mm_; }

  [[nodiscard]] double height_mm() const { return height_mm_; }  // of the page alone

  // Whether the image shows detail finer than print, such as a background's lines: 0 no, 1 yes.
  [[nodiscard]] double fineness() const { return fineness_; }

  // Where grey() begins on the page: negative when a card's other side is shown, too.
  [[nodiscard]] const Point& origin_mm() const { return origin_mm_; }

  // A part of the page (px of grey()), scaled, from the image's own pixels.
  [[nodiscard]] cv::Mat Cut(const cv::Rect2d& part, double scale) const;

  // The same part in relative coordinates of the image.
  [[nodiscard]] Quad Region(const cv::Rect2d& part) const;

 private:
  cv::Mat grey_;
  double px_per_mm_ = 0;
  double height_mm_ = 0;
  double fineness_ = 0;
  Point origin_mm_;
  cv::Matx33d to_image_px_ = cv::Matx33d::eye();   // from px of grey()
  cv::Mat source_;                                 // the image, shrunk when it is much finer
  cv::Matx33d to_source_px_ = cv::Matx33d::eye();  // from px of grey()
  Size image_px_;
};

}  // namespace chowki::read
