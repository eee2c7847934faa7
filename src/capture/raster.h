#pragma once

#include <optional>

#include <opencv2/core.hpp>

#include "base/status.h"
#include "capture/decode.h"

namespace chowki::capture {

// The pixels of a file as they are stored, with what the file says about them.
struct Raster {
  cv::Mat pixels;             // 8UC3 (BGR) or 8UC1
  int orientation = 1;        // EXIF, 1..8
  std::optional<double> ppi;  // of the stored size, plausible only
};

// A claimed resolution is believed from 100 to 2,400 ppi. Less is nearly always a program's default
// (72, 96) that nobody measured.
[[nodiscard]] inline std::optional<double> PlausiblePpi(double ppi) {
  if (ppi >= 100 && ppi <= 2400) return ppi;
  return std::nullopt;
}

// Refuses a claimed size: IMAGE_PIXELS_EXCEEDED, or IMAGE_UNDECODABLE when a side is 0.
[[nodiscard]] Status CheckSize(std::int64_t width, std::int64_t height, const DecodeLimits& limits);

// kInvalidArgument with reason IMAGE_UNDECODABLE {cause}.
[[nodiscard]] Status Undecodable(const std::string& cause);

}  // namespace chowki::capture
