#pragma once

#include <opencv2/core.hpp>

namespace chowki::locate {

// A place in an image that may hold an MRZ: a rectangle along its lines. Which way is up is not
// known yet.
struct Band {
  cv::Point2d centre_px;
  double angle_rad = 0;  // direction of the lines, -pi/2..pi/2, clockwise from the x axis
  double length_px = 0;  // along the lines
  double height_px = 0;  // across, from the upper edge of the first to the lower of the last line
  double line_distance_px = 0;  // centre to centre; 0 when the finder cannot tell
  double score = 0;             // higher is likelier; comparable within one finder only
};

}  // namespace chowki::locate
