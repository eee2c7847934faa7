#pragma once

#include <array>
#include <vector>

#include <opencv2/core.hpp>

#include "locate/band.h"
#include "locate/plane.h"

namespace chowki::locate {

// The lines of an MRZ, measured: where the centre of each runs and where their print begins and
// ends. All in `axes` (px of the image).
struct MrzLines {
  Axes axes;
  double begin = 0;  // a of the first and the last ink, shared by all lines
  double end = 0;
  double bow = 0;  // curvature shared by all lines, 1/px: + bow * (a - middle)^2
  std::vector<std::array<double, 2>> lines;  // centre at the middle and slope of each, top first
  double distance = 0;                       // between lines at the middle
  double contrast = 0;  // 0..1: how much darker lines are than the gaps between them
  double pitch = 0;     // width of a character, by the rhythm of the print
  double rhythm = 0;    // 0..1: how clearly it has one; proportional text has none

  [[nodiscard]] double Middle() const { return (begin + end) / 2; }
  [[nodiscard]] double Centre(size_t line, double a) const {
    const double d = a - Middle();
    return lines[line][0] + lines[line][1] * d + bow * d * d;
  }
};

// Rhythm from which print is taken for a zone's: measured, zones in OCR-B have 0.45 to 0.85, in
// print that is hard to see or in other fonts down to 0.14; proportional text has 0.02 to 0.18.
inline constexpr double kClearRhythm = 0.45;

// Measures two or three lines in a band: direction, number and distance from the row profiles of
// the black-hat picture, then the ends by ink, then a centre line for each (a joint quadratic for
// curved pages, a slope of its own for perspective).
//
// grey    8UC1
// returns hypotheses with different numbers of lines, likeliest first; empty when the band shows
//         no lines.
// thread  pure.
[[nodiscard]] std::vector<MrzLines> MeasureLines(const cv::Mat& grey, const Band& band);

// Whether the rhythm and the length of the lines are those of a zone: 30, 36 or 44 characters. Most
// text that is none is told by this, before any network looks at it.
[[nodiscard]] bool MayBeZone(const MrzLines& lines);

// Whether they have the rhythm of a zone but fewer characters: the rest may be covered.
[[nodiscard]] bool MayBePartOfZone(const MrzLines& lines);

}  // namespace chowki::locate
