#pragma once

#include <vector>

#include <opencv2/core.hpp>

namespace chowki::read {

// What is printed on a page, apart from its background.
struct Print {
  cv::Mat picture;              // 8UC1: the print alone, dark on white, size of the page
  std::vector<cv::Rect> lines;  // boxes tight around the print, from top to bottom
};

// Where lines of dark print may stand on an upright page: columns and words far apart come as
// separate boxes, noise now and then as a box of its own.
//
// grey       8UC1, the rectified page
// px_per_mm  its resolution, about 8 to 12
// thread     pure.
// source     black-hat and connected components grouped by size and neighbourhood. Known failures:
//            light print on dark ground, letters that touch background lines as dark as they are.
[[nodiscard]] Print FindPrint(const cv::Mat& grey, double px_per_mm);

}  // namespace chowki::read
