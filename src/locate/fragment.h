#pragma once

#include <vector>

#include <opencv2/core.hpp>

namespace chowki::locate {

// A connected set of cells of a map, as a rectangle along its main axis. In cells.
struct Fragment {
  std::vector<cv::Point> cells;
  cv::Point2d centre;
  double angle = 0;  // of the longer side, radians
  double length = 0;
  double height = 0;
  double mean = 0;  // of the map's values in it
};

// Connected sets of cells above the limit.
//
// map       32FC1
// smallest  number of cells; smaller sets are noise.
// thread    pure.
[[nodiscard]] std::vector<Fragment> FindFragments(const cv::Mat& map, float limit, int smallest);

// Joins fragments that lie in one line of one thickness with small gaps between them.
[[nodiscard]] std::vector<Fragment> JoinCollinear(std::vector<Fragment> fragments,
                                                  const cv::Mat& map);

// Between undirected lines, 0..pi/2.
[[nodiscard]] double AngleBetween(double a, double b);

}  // namespace chowki::locate
