#pragma once

#include <string>
#include <vector>

#include "base/geometry.h"
#include "base/status.h"
#include "capture/image.h"

namespace chowki::report {

// One image of the document as the report shows it: upright to the next quarter turn and at most
// kLongSidePx long. Crops are windows on the same picture, so that its bytes stand in the page
// once.
class Picture {
 public:
  Picture() = default;
  static constexpr int kLongSidePx = 2000;

  // image         as decoded
  // rotation_deg  clockwise turn of the document in it, 0..359
  // errors        those of capture::EncodeJpeg.
  [[nodiscard]] static Result<Picture> Make(const capture::Image& image, int rotation_deg);

  [[nodiscard]] capture::Light light() const { return light_; }
  [[nodiscard]] int width() const { return width_; }
  [[nodiscard]] int height() const { return height_; }
  [[nodiscard]] const std::vector<std::uint8_t>& jpeg() const { return jpeg_; }

  // A region in relative coordinates of the image -> px of this picture.
  [[nodiscard]] Quad ToPicture(const Quad& region) const;

 private:
  capture::Light light_ = capture::Light::kVisible;
  int quarter_turns_ = 0;  // that the document is turned clockwise in its image
  int width_ = 0;
  int height_ = 0;
  std::vector<std::uint8_t> jpeg_;
};

// The upright box around a quadrilateral.
[[nodiscard]] Rect BoxAround(const Quad& quad);

}  // namespace chowki::report
