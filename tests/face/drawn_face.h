#pragma once

#include <opencv2/core.hpp>

#include "base/geometry.h"

namespace chowki::face {

// A face of nobody, of ellipses: enough for the detector to call it one.
struct DrawnFace {
  cv::Scalar skin{110, 150, 205};
  cv::Scalar hair{25, 35, 50};
  int eye_gap = 28;  // from the middle
  int eye_line = 150;
  int mouth = 38;  // half its width

  static constexpr int kWidth = 280;
  static constexpr int kHeight = 360;

  [[nodiscard]] cv::Mat Draw() const;  // 8UC3, kHeight x kWidth
};

[[nodiscard]] DrawnFace Anna();
[[nodiscard]] DrawnFace Bruno();  // another one

// A light page of width x height px with the face at a place, scaled.
[[nodiscard]] cv::Mat PageWith(const DrawnFace& face, cv::Point at, double scale,
                               cv::Size page = {960, 720});

}  // namespace chowki::face
