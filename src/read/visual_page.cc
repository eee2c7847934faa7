#include "read/visual_page.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

namespace chowki::read {
namespace {

constexpr double kFindPxPerMm = 7;  // labels of 1.2 mm are then 8 px high
// An image of kCoarsePxPerMm has no finer detail than print, one that is kFinerPxPerMm finer has.
constexpr double kCoarsePxPerMm = 4.5;
constexpr double kFinerPxPerMm = 3;
constexpr double kReadPxPerMm = 12;    // the finest that reading makes use of: 300 ppi
constexpr double kWholeImageMm = 110;  // a guess between a card and a passport with margins
constexpr double kSkewSide = 640;      // px of the picture in which the turn is measured
constexpr int kSkewStroke = 7;
constexpr double kMostSkewDeg = 6;
constexpr double kSkewStepDeg = 0.25;
constexpr double kOtherSide = 1.25;  // how far a card's other side reaches, in card sizes

Point Map(const cv::Matx33d& homography, double x, double y) {
  const cv::Vec3d mapped = homography * cv::Vec3d(x, y, 1);
  return {mapped[0] / mapped[2], mapped[1] / mapped[2]};
}

cv::Matx33d Scaling(double scale) { return cv::Matx33d::diag({scale, scale, 1}); }
cv::Matx33d Shift(double x, double y) { return {1, 0, x, 0, 1, y, 0, 0, 1}; }

// The page, mm. A card's zone is on its back; its front often lies in the same picture: then all
// that the picture shows around it, as far as a card's sides reach.
Rect PartToRead(const locate::Page& page, const Size& image_px, bool with_sides) {
  const Size mm = locate::SizeMm(page.size);
  if (page.size != locate::PageSize::kId1 || !with_sides) return {0, 0, mm.width, mm.height};
  const cv::Matx33d to_mm = page.mm_to_px.inv();
  double left = mm.width, right = 0, top = mm.height, bottom = 0;
  for (const Point& corner : ToQuad({0, 0, image_px.width, image_px.height}).corners) {
    const Point at = Map(to_mm, corner.x, corner.y);
    left = std::min(left, at.x);
    right = std::max(right, at.x);
    top = std::min(top, at.y);
    bottom = std::max(bottom, at.y);
  }
  left = std::max(left, -kOtherSide * mm.width);
  right = std::min(right, (1 + kOtherSide) * mm.width);
  top = std::max(top, -kOtherSide * mm.height);
  bottom = std::min(bottom, (1 + kOtherSide) * mm.height);
  return {left, top, right - left, bottom - top};
}

// How much the rows of an ink mask, turned, differ from each other: most where lines are level.
double RowsUnlike(const cv::Mat& ink, double degrees) {
  const cv::Point2f middle(static_cast<float>(ink.cols) / 2, static_cast<float>(ink.rows) / 2);
  cv::Mat turned;
  cv::warpAffine(ink, turned, cv::getRotationMatrix2D(middle, degrees, 1), ink.size());
  cv::Mat rows;
  cv::reduce(turned, rows, 1, cv::REDUCE_AVG, CV_64F);
  const cv::Mat steps = rows.rowRange(1, rows.rows) - rows.rowRange(0, rows.rows - 1);
  return cv::norm(steps, cv::NORM_L2SQR);
}

// By how much lines of print run down to the right, in degrees, where no MRZ tells: the turn at
// which the rows of a small picture differ most in ink. Tells kMostSkewDeg at most, to a quarter
// degree.
double SkewDeg(const cv::Mat& grey) {
  cv::Mat small;
  const double scale = kSkewSide / std::max(grey.cols, grey.rows);
  cv::resize(grey, small, {}, scale, scale, cv::INTER_AREA);
  cv::Mat ink;
  cv::morphologyEx(small, ink, cv::MORPH_BLACKHAT,
                   cv::getStructuringElement(cv::MORPH_RECT, {kSkewStroke, kSkewStroke}));
  double best = 0;
  double most = 0;
  const auto try_turn = [&](double degrees) {
    const double unlike = RowsUnlike(ink, degrees);
    if (unlike > most) most = unlike, best = degrees;
  };
  for (double degrees = -kMostSkewDeg; degrees <= kMostSkewDeg; degrees += 2 * kSkewStepDeg) {
    try_turn(degrees);
  }
  const double middle = best;
  try_turn(middle - kSkewStepDeg);
  try_turn(middle + kSkewStepDeg);
  return best;
}

// The whole image taken for a page, mm to px: level with its print, about its middle.
cv::Matx33d LevelImage(const cv::Mat& grey, double px_per_mm) {
  const double radians = SkewDeg(grey) * CV_PI / 180;
  const cv::Matx33d turn(std::cos(radians), -std::sin(radians), 0, std::sin(radians),
                         std::cos(radians), 0, 0, 0, 1);
  return Shift(grey.cols / 2.0, grey.rows / 2.0) * turn *
         Shift(-grey.cols / 2.0, -grey.rows / 2.0) * Scaling(px_per_mm);
}

}  // namespace

VisualPage::VisualPage(const capture::Image& image, const locate::Page* page, bool with_sides)
    : px_per_mm_(kFindPxPerMm), source_(image.grey()), image_px_(image.size_px()) {
  const double guess = std::max(image_px_.width, image_px_.height) / kWholeImageMm;
  const cv::Matx33d mm_to_px = page != nullptr ? page->mm_to_px : LevelImage(image.grey(), guess);
  const Rect part = page != nullptr ? PartToRead(*page, image_px_, with_sides)
                                    : Rect{0, 0, image_px_.width / guess, image_px_.height / guess};
  height_mm_ = page != nullptr ? locate::SizeMm(page->size).height : part.height;
  origin_mm_ = {part.x, part.y};
  to_image_px_ = mm_to_px * Shift(part.x, part.y) * Scaling(1 / px_per_mm_);

  const double image_px_per_mm =
      std::sqrt(std::abs(cv::determinant(cv::Mat(mm_to_px.get_minor<2, 2>(0, 0)))));
  const double shrink = kReadPxPerMm / image_px_per_mm;
  if (shrink < 0.75) cv::resize(source_, source_, {}, shrink, shrink, cv::INTER_AREA);
  to_source_px_ = Scaling(static_cast<double>(source_.cols) / image_px_.width) * to_image_px_;
  grey_ = Cut({0, 0, part.width * px_per_mm_, part.height * px_per_mm_}, 1);
  fineness_ = std::clamp((image_px_per_mm - kCoarsePxPerMm) / kFinerPxPerMm, 0.0, 1.0);
}

cv::Mat VisualPage::Cut(const cv::Rect2d& part, double scale) const {
  const cv::Matx33d to_source = to_source_px_ * Shift(part.x, part.y) * Scaling(1 / scale);
  const cv::Size size(std::max(1, cvRound(part.width * scale)),
                      std::max(1, cvRound(part.height * scale)));
  const double per_px =
      std::sqrt(std::abs(to_source(0, 0) * to_source(1, 1) - to_source(0, 1) * to_source(1, 0)));
  cv::Mat cut;
  cv::warpPerspective(
      source_, cut, cv::Mat(to_source), size,
      (per_px < 1 && scale > 1 ? cv::INTER_CUBIC : cv::INTER_LINEAR) | cv::WARP_INVERSE_MAP,
      cv::BORDER_REPLICATE);
  return cut;
}

Quad VisualPage::Region(const cv::Rect2d& part) const {
  Quad quad = ToQuad({part.x, part.y, part.width, part.height});
  for (Point& corner : quad.corners) corner = Map(to_image_px_, corner.x, corner.y);
  return Relative(quad, image_px_);
}

}  // namespace chowki::read
