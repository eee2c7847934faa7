#include "capture/image.h"

#include <utility>

#include <opencv2/imgproc.hpp>

#include "base/status.h"

namespace chowki::capture {
namespace {

cv::Mat ToGrey(const cv::Mat& pixels) {
  if (pixels.type() == CV_8UC1) return pixels;
  cv::Mat grey;
  cv::cvtColor(pixels, grey, cv::COLOR_BGR2GRAY);
  return grey;
}

}  // namespace

std::string_view Name(Light light) {
  switch (light) {
    case Light::kVisible:
      return "visible";
    case Light::kInfrared:
      return "infrared";
    case Light::kUltraviolet:
      return "ultraviolet";
  }
  return "visible";
}

Image::Image(cv::Mat pixels, Light light, const Digest& source, std::optional<double> ppi,
             int exif_orientation)
    : pixels_(std::move(pixels)),
      light_(light),
      source_(source),
      ppi_(ppi),
      exif_orientation_(exif_orientation) {
  CHOWKI_CHECK(!pixels_.empty());
  CHOWKI_CHECK(pixels_.type() == CV_8UC3 || pixels_.type() == CV_8UC1);
  grey_ = ToGrey(pixels_);
}

Size Image::size_px() const {
  return {static_cast<double>(pixels_.cols), static_cast<double>(pixels_.rows)};
}

}  // namespace chowki::capture
