#include "verify/ocr_b.h"

#include <algorithm>
#include <array>
#include <string_view>

#include <opencv2/imgproc.hpp>

namespace chowki::verify {
namespace {

struct Shape {
  char character;
  std::string_view ink;
};

constexpr Shape kShapes[] = {
#include "verify/ocr_b_table.inc"
};

constexpr int kBorder = 6;  // so that softness reaches over the window's edge

float Level(char digit) {
  return static_cast<float>(digit <= '9' ? digit - '0' : digit - 'a' + 10) / 15;
}

// The font's own ink, with a border of paper.
cv::Mat Drawn(const Shape& shape) {
  cv::Mat ink = cv::Mat::zeros(kShapeHeight + 2 * kBorder, kShapeWidth + 2 * kBorder, CV_32FC1);
  auto digit = shape.ink.begin();
  for (int y = 0; y < kShapeHeight; ++y) {
    for (int x = 0; x < kShapeWidth; ++x) {
      ink.at<float>(y + kBorder, x + kBorder) = Level(*digit++);
    }
  }
  return ink;
}

}  // namespace

cv::Mat OcrB(char character, const Look& look) {
  const auto* shape = std::find_if(std::begin(kShapes), std::end(kShapes),
                                   [&](const Shape& each) { return each.character == character; });
  if (shape == std::end(kShapes)) return {};
  cv::Mat ink = Drawn(*shape);
  if (look.width != 1 || look.height != 1) {
    const cv::Point2d middle((ink.cols - 1) / 2.0, (ink.rows - 1) / 2.0);
    const cv::Matx23d scaling(look.width, 0, middle.x * (1 - look.width),  //
                              0, look.height, middle.y * (1 - look.height));
    cv::warpAffine(ink, ink, scaling, ink.size(), cv::INTER_LINEAR);
  }
  cv::GaussianBlur(ink, ink, {}, look.blur_px);
  if (look.weight != 1) cv::pow(ink, look.weight, ink);
  return ink(cv::Rect(kBorder, kBorder, kShapeWidth, kShapeHeight)).clone();
}

}  // namespace chowki::verify
