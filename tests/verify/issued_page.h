#pragma once

#include <vector>

#include <opencv2/core.hpp>

#include "verify/page_model.h"

namespace chowki::verify {

// Pages of an issue as a reader sees them by day: one pattern and heading, another name and
// portrait on each. For what learns models and compares pages with them.
struct IssuedPage {
  int issue = 1;   // that the pattern is of
  int person = 1;  // whose name, exposure and sensor noise it has
  Point print_shift_mm{};
  bool faded = false;
  bool recoloured = false;

  static constexpr double kPxPerMm = 8;
  static const Point kFaceMm;  // middle of the portrait's face

  [[nodiscard]] cv::Mat Draw() const;  // 8UC3
  [[nodiscard]] locate::Page Page() const;
  [[nodiscard]] PageScan Scan() const;  // the portrait where it belongs
};

// Scans of persons 1 to n of an issue.
[[nodiscard]] std::vector<PageScan> Issued(int issue, int n);

// Learnt from five of its pages.
[[nodiscard]] PageModel LearntModel(int issue = 1);

}  // namespace chowki::verify
