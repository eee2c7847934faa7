#pragma once

#include <optional>
#include <vector>

#include <opencv2/core.hpp>

#include "base/geometry.h"

namespace chowki::verify {

// Where a piece of print is on a page.
struct PatternPlace {
  double likeness = 0;  // normalised correlation, [-1,1]
  Point off_mm;         // beside the place where it was looked for
};

// How far beside its place print is looked for: an MRZ may lie 1 mm off either way (Doc 9303-4),
// and the page that is told by it is some tenths of a mm uncertain.
inline constexpr double kPatternReachMm = 3.5;

[[nodiscard]] double MedianOf(std::vector<double> values);  // not empty

// Whether two pieces of one print can be so far off: the page that is told by an MRZ, and paper,
// are some tenths of a mm uncertain. What only looks alike lies anywhere.
[[nodiscard]] bool LieTogether(Point off_mm, Point other_mm);

// The middle of where pieces were found: the median of each coordinate. Not empty.
[[nodiscard]] Point MiddleOf(const std::vector<Point>& off_mm);

// piece   8UC1, less than the page
// page    8UC1 at PageView::kPxPerMm; inside: 255 where the picture shows the page
// at_mm   upper left corner of the place
// returns nullopt when the piece would leave the page or the picture.
[[nodiscard]] std::optional<PatternPlace> FindPattern(const cv::Mat& piece, const cv::Mat& page,
                                                      const cv::Mat& inside, Point at_mm);

}  // namespace chowki::verify
