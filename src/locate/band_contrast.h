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
// grey    8UC1
// returns likeliest first.
// thread  pure.
[[nodiscard]] std::vector<Band> FindBandsByContrast(const cv::Mat& grey);

}  // namespace chowki::locate
