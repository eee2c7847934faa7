#pragma once

#include <vector>

#include <opencv2/core.hpp>

#include "capture/image.h"
#include "read/transcript.h"

namespace chowki::verify {

// One line of an MRZ laid flat, upright, so many px from character to character: the cell of column
// k is centred at (k + 1 + 0.5) pitches, the line at half the height.
struct MrzStrip {
  static constexpr double kMarginPitches = 1;  // before the first and after the last character

  cv::Mat grey;                // 8UC1
  double source_pitch_px = 0;  // of the line in the image

  [[nodiscard]] static double CentreOf(int column, double pitch_px) {
    return (column + kMarginPitches + 0.5) * pitch_px;
  }
};

// image    that was read.
// reading  with glyphs: their centres, smoothed by a parabola, tell where the line runs.
// height   px
// returns  one strip a line; empty without glyphs, or where they lie outside of the image.
// thread   pure.
[[nodiscard]] std::vector<MrzStrip> CutMrz(const capture::Image& image,
                                           const read::MrzReading& reading, double pitch_px,
                                           int height);

}  // namespace chowki::verify
