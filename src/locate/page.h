#pragma once

#include <opencv2/core.hpp>

#include "base/geometry.h"
#include "icao/mrz_layout.h"

namespace chowki::locate {

// Where the page of a document lies in an image, and how mm on the page become px in the image.
struct Page {
  icao::Format format = icao::Format::kTd3;  // guess by the MRZ or the sides' ratio
  Size size_mm;                              // of the format
  Quad outline_px;  // TL, TR, BR, BL of the page as it is read; may leave the image
  cv::Matx33d mm_to_px =
      cv::Matx33d::eye();  // homography from page mm (origin top left) to image px
  double residual_mm = 0;  // mean distance between predicted and found anchors
  double ppi = 0;          // resolution along the MRZ; 0 when unknown
};

}  // namespace chowki::locate
