#pragma once

#include <cstdint>
#include <vector>

#include <opencv2/core.hpp>

#include "base/status.h"

namespace chowki::capture {

// A picture of our own as a JPEG file, for people to look at.
//
// pixels   8UC3 (BGR) or 8UC1, not empty
// quality  1..100
// errors   kResourceExhausted when memory runs out.
// thread   pure.
[[nodiscard]] Result<std::vector<std::uint8_t>> EncodeJpeg(const cv::Mat& pixels, int quality);

}  // namespace chowki::capture
