#pragma once

#include <opencv2/core.hpp>

namespace chowki::capture {

// A picture at another size: the centre of pixel p lies at (p + 0.5) * scale - 0.5. Shrinking
// averages, so that thin strokes survive: halves first, which costs next to nothing, then the rest,
// less than a half, between neighbours. An odd last row or column may be left out.
//
// grey    8UC1, not empty
// scale   > 0
// returns 8UC1 of at least one pixel; shares the pixels where nothing changes.
// thread  pure.
[[nodiscard]] cv::Mat Scaled(const cv::Mat& grey, double scale);

}  // namespace chowki::capture
