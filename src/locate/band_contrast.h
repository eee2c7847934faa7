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
// grey          8UC1
// long_side_px  size at which to look: lines must be about 0.2 to 1 times as long.
// upright       lines along the x axis, within some 15 degrees; else along the y axis.
// returns       likeliest first.
// thread        pure.
[[nodiscard]] std::vector<Band> FindBandsByContrast(const cv::Mat& grey, int long_side_px,
                                                    bool upright);

}  // namespace chowki::locate
