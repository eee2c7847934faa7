#pragma once

#include <vector>

#include <opencv2/core.hpp>

namespace chowki::verify {

// The grey level below which a share of the pixels is, 0 to 255; 0 when there are none.
//
// grey    8UC1
// share   [0,1]
// mask    8UC1 of the same size: pixels of 0 do not count. Empty: all count.
// thread  pure.
[[nodiscard]] int Percentile(const cv::Mat& grey, double share, const cv::Mat& mask = {});

// The value below which a share [0,1] of the values is; reorders them. 0 without values.
[[nodiscard]] double Nth(std::vector<double>& values, double share);

}  // namespace chowki::verify
