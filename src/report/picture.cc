#include "report/picture.h"

#include <algorithm>

#include <opencv2/imgproc.hpp>

#include "capture/encode.h"

namespace chowki::report {
namespace {

constexpr int kJpegQuality = 82;

cv::Mat Upright(const cv::Mat& pixels, int quarter_turns) {
  static constexpr int kBack[] = {cv::ROTATE_90_COUNTERCLOCKWISE, cv::ROTATE_180,
                                  cv::ROTATE_90_CLOCKWISE};
  if (quarter_turns == 0) return pixels;
  cv::Mat upright;
  cv::rotate(pixels, upright, kBack[quarter_turns - 1]);
  return upright;
}

cv::Mat Shrunk(const cv::Mat& pixels) {
  const int long_side = std::max(pixels.cols, pixels.rows);
  if (long_side <= Picture::kLongSidePx) return pixels;
  const double scale = static_cast<double>(Picture::kLongSidePx) / long_side;
  cv::Mat small;
  cv::resize(pixels, small, {}, scale, scale, cv::INTER_AREA);
  return small;
}

}  // namespace

Result<Picture> Picture::Make(const capture::Image& image, int rotation_deg) {
  Picture picture;
  picture.light_ = image.light();
  picture.quarter_turns_ = (rotation_deg + 45) / 90 % 4;
  const cv::Mat pixels = Upright(Shrunk(image.pixels()), picture.quarter_turns_);
  picture.width_ = pixels.cols;
  picture.height_ = pixels.rows;
  CHOWKI_ASSIGN_OR_RETURN(picture.jpeg_, capture::EncodeJpeg(pixels, kJpegQuality));
  return picture;
}

Quad Picture::ToPicture(const Quad& region) const {
  Quad px;
  for (size_t i = 0; i < region.corners.size(); ++i) {
    const auto [x, y] = region.corners[i];
    const Point upright[] = {{x, y}, {y, 1 - x}, {1 - x, 1 - y}, {1 - y, x}};
    const Point& at = upright[quarter_turns_];
    px.corners[i] = {at.x * width_, at.y * height_};
  }
  return px;
}

Rect BoxAround(const Quad& quad) {
  const auto [left, right] = std::ranges::minmax(quad.corners, {}, &Point::x);
  const auto [top, bottom] = std::ranges::minmax(quad.corners, {}, &Point::y);
  return {left.x, top.y, right.x - left.x, bottom.y - top.y};
}

}  // namespace chowki::report
