#include "verify/mrz_in_light.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

#include "verify/percentile.h"

namespace chowki::verify {
namespace {

constexpr double kPitchMm = 2.54;
constexpr double kPxPerMm = 8;       // of the band that is looked at: strokes are 3 px wide
constexpr double kLeastPxPerMm = 5;  // of the images: below this strokes and paper mix
constexpr double kReachMm = 3;
constexpr double kSearchPxPerMm = 4;  // the zone is looked for at half the scale
constexpr int kCellReach = 3;         // px that a character may lie off the zone's shift
constexpr double kInkShare = 0.5;     // of the visible contrast: darker is ink
constexpr double kPaperShare = 0.25;  // lighter is paper
constexpr int kLeastInk = 12;         // px of a character

// The upright band of the zone, with kReachMm around it, in one image.
struct Band {
  cv::Mat grey;  // 8UC1
  cv::Matx33d relative_to_band;
};

double Distance(const Point& a, const Point& b, const Size& px) {
  return std::hypot((a.x - b.x) * px.width, (a.y - b.y) * px.height);
}

// Where the zone's corners go: its width by its characters, its height by its sides' ratio.
struct Geometry {
  cv::Size band;
  cv::Matx33d relative_to_band;
};

Geometry GeometryOf(const read::MrzReading& reading, const Size& px) {
  const auto& corners = reading.region.corners;
  const double columns = static_cast<double>(reading.lines.front().size());
  const double px_per_mm = Distance(corners[0], corners[1], px) / (columns * kPitchMm);
  const double height_mm = Distance(corners[0], corners[3], px) / px_per_mm;
  const auto width = static_cast<float>(columns * kPitchMm * kPxPerMm);
  const auto height = static_cast<float>(height_mm * kPxPerMm);
  const auto reach = static_cast<float>(kReachMm * kPxPerMm);
  std::array<cv::Point2f, 4> from;
  for (size_t i = 0; i < from.size(); ++i) {
    from[i] = {static_cast<float>(corners[i].x), static_cast<float>(corners[i].y)};
  }
  const std::array<cv::Point2f, 4> to = {{{reach, reach},
                                          {reach + width, reach},
                                          {reach + width, reach + height},
                                          {reach, reach + height}}};
  const cv::Matx33d map = cv::getPerspectiveTransform(from.data(), to.data());
  return {cv::Size(cvCeil(width + 2 * reach), cvCeil(height + 2 * reach)), map};
}

cv::Mat Cut(const cv::Mat& grey, const Geometry& geometry) {
  const cv::Matx33d to_band = geometry.relative_to_band *
                              cv::Matx33d(1.0 / grey.cols, 0, 0, 0, 1.0 / grey.rows, 0, 0, 0, 1);
  cv::Mat band;
  cv::warpPerspective(grey, band, to_band, geometry.band, cv::INTER_LINEAR, cv::BORDER_REPLICATE);
  return band;
}

cv::Rect2d BoxOf(const Quad& region, const cv::Matx33d& relative_to_band) {
  cv::Point2d low(1e9, 1e9);
  cv::Point2d high(-1e9, -1e9);
  for (const Point& corner : region.corners) {
    const cv::Vec3d p = relative_to_band * cv::Vec3d(corner.x, corner.y, 1);
    low = {std::min(low.x, p[0] / p[2]), std::min(low.y, p[1] / p[2])};
    high = {std::max(high.x, p[0] / p[2]), std::max(high.y, p[1] / p[2])};
  }
  return {low, high};
}

double BestMatch(const cv::Mat& in, const cv::Mat& of, cv::Point& at) {
  cv::Mat scores;
  cv::matchTemplate(in, of, scores, cv::TM_CCOEFF_NORMED);
  double best = 0;
  cv::minMaxLoc(scores, nullptr, &best, nullptr, &at);
  return std::isfinite(best) ? best : 0;
}

double Contrast(double paper, double ink) { return paper > 1 ? (paper - ink) / paper : 0; }

// Contrast of the same strokes in both lights; false when the visible cell has too little ink.
bool Measure(const cv::Mat& visible, const cv::Mat& other, CellInLight& cell) {
  const double light = Percentile(visible, 0.9);
  const double dark = Percentile(visible, 0.02);
  const double ink_below = light - kInkShare * (light - dark);
  const double paper_above = light - kPaperShare * (light - dark);
  cv::Mat ink = visible < ink_below;
  cv::Mat paper = visible > paper_above;
  // A stroke's middle, and paper well beside it, are the same in a picture that is a little less
  // sharp.
  cv::erode(paper, paper, cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
  if (cv::countNonZero(ink) < kLeastInk || cv::countNonZero(paper) < kLeastInk) return false;
  cell.contrast = Contrast(cv::mean(other, paper)[0], cv::mean(other, ink)[0]);
  cell.visible_contrast = Contrast(cv::mean(visible, paper)[0], cv::mean(visible, ink)[0]);
  return true;
}

}  // namespace

double Share(const CellInLight& cell) {
  return cell.visible_contrast > 0 ? cell.contrast / cell.visible_contrast : 0;
}

double MedianShare(const std::vector<CellInLight>& cells) {
  std::vector<double> shares;
  for (const CellInLight& cell : cells) shares.push_back(Share(cell));
  const auto middle = shares.begin() + static_cast<std::ptrdiff_t>(shares.size() / 2);
  std::nth_element(shares.begin(), middle, shares.end());
  return *middle;
}

std::optional<MrzInLight> LookAtMrz(const capture::Image& visible, const capture::Image& other,
                                    const read::MrzReading& reading) {
  if (reading.glyphs.empty() || reading.glyphs.front().empty()) return std::nullopt;
  const Size px = other.size_px();
  const auto& corners = reading.region.corners;
  const double width_mm = static_cast<double>(reading.lines.front().size()) * kPitchMm;
  if (Distance(corners[0], corners[1], px) < kLeastPxPerMm * width_mm) return std::nullopt;
  const Geometry geometry = GeometryOf(reading, visible.size_px());
  if (geometry.band.area() > 4'000'000) return std::nullopt;
  const cv::Mat seen = Cut(visible.grey(), geometry);
  const cv::Mat band = Cut(other.grey(), geometry);

  MrzInLight found;
  const int reach = cvRound(kReachMm * kPxPerMm);
  const cv::Rect zone(reach, reach, seen.cols - 2 * reach, seen.rows - 2 * reach);
  cv::Mat half_zone;
  cv::Mat half_band;
  constexpr double kHalf = kSearchPxPerMm / kPxPerMm;
  cv::resize(seen(zone), half_zone, {}, kHalf, kHalf, cv::INTER_AREA);
  cv::resize(band, half_band, {}, kHalf, kHalf, cv::INTER_AREA);
  cv::Point at;
  found.likeness = BestMatch(half_band, half_zone, at);
  const cv::Point shift(cvRound(at.x / kHalf) - reach, cvRound(at.y / kHalf) - reach);
  found.shift_mm = std::hypot(shift.x, shift.y) / kPxPerMm;
  const double paper = Percentile(band, 0.75);
  found.paper = paper / 255;
  found.any_contrast = Contrast(paper, Percentile(band, 0.05));

  for (size_t line = 0; line < reading.glyphs.size(); ++line) {
    for (size_t column = 0; column < reading.glyphs[line].size(); ++column) {
      const read::Glyph& glyph = reading.glyphs[line][column];
      if (glyph.best == '<') continue;
      const cv::Rect2d box = BoxOf(glyph.region, geometry.relative_to_band);
      const cv::Rect cell_box(cvFloor(box.x), cvFloor(box.y), cvCeil(box.width),
                              cvCeil(box.height));
      const cv::Rect whole({0, 0}, seen.size());
      const cv::Rect around =
          cv::Rect(cell_box.x + shift.x - kCellReach, cell_box.y + shift.y - kCellReach,
                   cell_box.width + 2 * kCellReach, cell_box.height + 2 * kCellReach);
      if ((cell_box & whole) != cell_box || (around & whole) != around || cell_box.empty())
        continue;
      CellInLight cell;
      cell.line = static_cast<int>(line);
      cell.column = static_cast<int>(column);
      cv::Point best;
      cell.likeness = BestMatch(band(around), seen(cell_box), best);
      const cv::Rect there(around.tl() + best, cell_box.size());
      if (Measure(seen(cell_box), band(there), cell)) found.cells.push_back(cell);
    }
  }
  return found;
}

}  // namespace chowki::verify
