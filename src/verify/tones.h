#pragma once

#include <span>

#include <opencv2/core.hpp>

namespace chowki::verify {

// How far the colours of a page differ, each relative to the page's most usual one, so that the
// colour of the light does not count: 95th percentile of the difference of channels, [0,1] of the
// brightness.
//
// bgr      8UC3
// tiles    places of the page, at least one
// thread   pure.
[[nodiscard]] double ColourSpread(const cv::Mat& bgr, std::span<const cv::Rect> tiles);

// How grainy a print is where it is smoothest, by small patches of neither light nor dark tone.
// Letters and lines leave such patches free, droplets and toner do not. The noise of a sensor is
// finer than grain, and what it adds is taken off.
struct Grain {
  double lightness = 0;  // standard deviation, grey levels
  double colour = 0;
  int patches = 0;  // how many there are to say so
};

// bgr      8UC3 or 8UC1 (no grain of colour)
// tiles    places of the page, each of 16 px and more
// share    (0,1) of the patches that are smoother than what is given
// thread   pure.
[[nodiscard]] Grain MeasureGrain(const cv::Mat& bgr, std::span<const cv::Rect> tiles, double share);

}  // namespace chowki::verify
