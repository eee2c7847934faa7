#pragma once

#include <vector>

#include <opencv2/core.hpp>

#include "capture/image.h"

namespace chowki::verify {

// What JPEG left of itself in an image's pixels, block by block of 8 x 8. Coefficients of a block
// that was compressed are multiples of a step; pixels put in later know nothing of it, and where
// a file was compressed twice they know of the second time only.
struct Compression {
  // For each block sums over its coefficients that are not 0, 32FC1 of the same size.
  cv::Mat off;            // how far they lie off the next multiple, in steps, 0 to 0.5
  cv::Mat off_counted;    // of how many that is the sum: only steps of 3 and more are counted
  cv::Mat twice;          // log of how much likelier they are compressed twice than once
  cv::Mat twice_counted;  // of how many that is the sum: 0 where nothing was compressed twice
  double step = 1;        // the usual step of the coarsest shades; 1: nothing is left
};

// image    as its file stores it: the grid of blocks begins at the first pixel.
// returns  blocks with pixels that are quite black or quite white count nothing.
// source   Lin et al., Pattern Recognition 42 (2009), 2492: histograms of coefficients that were
//          compressed twice. Fails where the first compression was not coarser than the second.
// thread   pure.
[[nodiscard]] Compression MeasureCompression(const capture::Image& image);

}  // namespace chowki::verify
