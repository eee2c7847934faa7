#pragma once

#include <vector>

#include <opencv2/core.hpp>

namespace chowki::locate {

// Cells beside each other in one row of a map.
struct Run {
  int row = 0;
  int first = 0;
  int last = 0;
  double sum = 0;  // of the map's values
};

// A connected set of cells of a map, as a rectangle along its main axis. In cells.
struct Fragment {
  std::vector<Run> runs;
  int size = 0;  // number of cells
  cv::Point2d centre;
  double angle = 0;       // of the longer side, radians
  cv::Point2d direction;  // the same as a vector of length 1
  double length = 0;
  double height = 0;
  double mean = 0;  // of the map's values in it
};

// Connected sets of cells above the limit.
//
// map       8UC1 or 32FC1
// smallest  number of cells; smaller sets are noise.
// thread    pure.
[[nodiscard]] std::vector<Fragment> FindFragments(const cv::Mat& map, double limit, int smallest);

// Joins fragments that lie in one line of one thickness with small gaps between them.
[[nodiscard]] std::vector<Fragment> JoinCollinear(std::vector<Fragment> fragments);

// Between undirected lines, 0..pi/2.
[[nodiscard]] double AngleBetween(double a, double b);

}  // namespace chowki::locate
