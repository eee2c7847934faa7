#pragma once

#include <vector>

#include <opencv2/core.hpp>

#include "locate/band.h"

namespace chowki::locate {

// Bands by contrast alone: long, dense, parallel rows of dark strokes with the spacing of an MRZ.
// For clean reader pages, upright or turned by quarters with a few degrees of skew, that fill most
// of the image; a third of the cost of the finder network. On camera frames it misses or mistakes
// text for a band: what it finds must pass the reader's gate.
//
// thread  safe once made.
class ContrastFinder {
 public:
  // grey          8UC1
  // long_side_px  size at which to look: lines must be about 0.2 to 1 times as long.
  ContrastFinder(const cv::Mat& grey, int long_side_px);

  // upright  lines along the x axis, within some 15 degrees; else along the y axis.
  // returns  likeliest first.
  [[nodiscard]] std::vector<Band> Find(bool upright) const;

 private:
  double scale_;
  cv::Mat strokes_;  // 8UC1 at the scale: how much darker than its surroundings
};

}  // namespace chowki::locate
