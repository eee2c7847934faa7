#include "verify/page_pattern.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

#include "verify/page_view.h"

namespace chowki::verify {

double MedianOf(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

bool LieTogether(Point off_mm, Point other_mm) {
  constexpr double kApartMm = 1;
  return std::hypot(off_mm.x - other_mm.x, off_mm.y - other_mm.y) <= kApartMm;
}

Point MiddleOf(const std::vector<Point>& off_mm) {
  std::vector<double> across, down;
  for (const Point& off : off_mm) {
    across.push_back(off.x);
    down.push_back(off.y);
  }
  return {MedianOf(std::move(across)), MedianOf(std::move(down))};
}

std::optional<PatternPlace> FindPattern(const cv::Mat& piece, const cv::Mat& page,
                                        const cv::Mat& inside, Point at_mm) {
  constexpr double kPxPerMm = PageView::kPxPerMm;
  const cv::Rect whole({}, page.size());
  const cv::Point at(cvRound(at_mm.x * kPxPerMm), cvRound(at_mm.y * kPxPerMm));
  const cv::Rect place(at, piece.size());
  if ((place & whole) != place || cv::countNonZero(inside(place)) < place.area()) {
    return std::nullopt;
  }
  const int reach = cvRound(kPatternReachMm * kPxPerMm);
  const cv::Rect around =
      cv::Rect(at - cv::Point(reach, reach), piece.size() + cv::Size(2 * reach, 2 * reach)) & whole;
  cv::Mat likeness;
  cv::matchTemplate(page(around), piece, likeness, cv::TM_CCOEFF_NORMED);
  double best = 0;
  cv::Point where;
  cv::minMaxLoc(likeness, nullptr, &best, nullptr, &where);
  where += around.tl() - at;
  return PatternPlace{std::isfinite(best) ? best : 0, {where.x / kPxPerMm, where.y / kPxPerMm}};
}

}  // namespace chowki::verify
