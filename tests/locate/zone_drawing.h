#pragma once

#include <opencv2/core.hpp>

#include "locate/band.h"

namespace chowki::test {

// A zone of dark marks on a light page, one mark a character, drawn at a known place.
struct ZoneDrawing {
  int lines = 2;
  int characters = 44;
  double pitch_px = 14;
  double distance_px = 35;
  double angle_rad = 0;
  double bow = 0;  // px that the middle of each line lies below its ends
  cv::Point2d centre_px = {500, 400};
  cv::Size image_px = {1000, 800};
};

[[nodiscard]] cv::Mat Draw(const ZoneDrawing& zone);

// The band that a finder would give for it.
[[nodiscard]] locate::Band BandOf(const ZoneDrawing& zone);

}  // namespace chowki::test
