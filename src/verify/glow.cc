#include "verify/glow.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

namespace chowki::verify {
namespace {

constexpr double kMarginMm = 3;
constexpr double kBrightestShare = 0.995;
constexpr double kPaperOfCell = 0.6;  // percentile: print covers less than this of a cell
constexpr double kFineMm = 1.5;       // narrower than this is fine print or a fibre

double Level(const std::vector<uchar>& sorted, double share) {
  const auto last = static_cast<double>(sorted.size() - 1);
  return sorted[static_cast<size_t>(share * last)] / 255.0;
}

std::vector<uchar> Sorted(const cv::Mat& grey, const cv::Mat& mask) {
  std::vector<uchar> levels;
  levels.reserve(grey.total());
  for (int y = 0; y < grey.rows; ++y) {
    for (int x = 0; x < grey.cols; ++x) {
      if (mask.at<uchar>(y, x) != 0) levels.push_back(grey.at<uchar>(y, x));
    }
  }
  std::sort(levels.begin(), levels.end());
  return levels;
}

cv::Rect WithinMargins(const PageView& view) {
  const int margin = cvRound(kMarginMm * PageView::kPxPerMm);
  const cv::Size size = view.pixels().size();
  return {margin, margin, size.width - 2 * margin, size.height - 2 * margin};
}

}  // namespace

Glow MeasureGlow(const Exhibit& exhibit) {
  const PageView& view = exhibit.ultraviolet_page;
  const cv::Rect within = WithinMargins(view);
  const auto levels = Sorted(view.Blue()(within), view.inside()(within));
  Glow glow;
  glow.inside = static_cast<double>(levels.size()) / within.area();
  if (levels.empty()) return glow;
  glow.page = Level(levels, 0.5);
  glow.brightest = Level(levels, kBrightestShare);
  return glow;
}

std::vector<CellGlow> GlowOfMrz(const Exhibit& exhibit) {
  const PageView& view = exhibit.ultraviolet_page;
  const cv::Mat blue = view.Blue();
  std::vector<CellGlow> cells;
  const auto& glyphs = exhibit.transcript->mrz.glyphs;
  for (size_t line = 0; line < glyphs.size(); ++line) {
    for (size_t column = 0; column < glyphs[line].size(); ++column) {
      const cv::Rect at = view.ToView(view.ToMm(glyphs[line][column].region));
      if (at.empty()) continue;
      const auto levels = Sorted(blue(at), view.inside()(at));
      if (levels.empty()) continue;
      cells.push_back(
          {static_cast<int>(line), static_cast<int>(column), Level(levels, kPaperOfCell)});
    }
  }
  return cells;
}

std::vector<BrightArea> BrightAreas(const Exhibit& exhibit, double brighter_than,
                                    double least_mm2) {
  const PageView& view = exhibit.ultraviolet_page;
  cv::Mat blue;
  cv::GaussianBlur(view.Blue(), blue, {5, 5}, 0);
  cv::Mat bright = (blue > brighter_than * 255) & view.inside();
  const int fine = 2 * cvRound(kFineMm * PageView::kPxPerMm / 2) + 1;
  const cv::Mat stroke = cv::getStructuringElement(cv::MORPH_RECT, {fine, fine});
  cv::morphologyEx(bright, bright, cv::MORPH_OPEN, stroke);
  cv::morphologyEx(bright, bright, cv::MORPH_CLOSE, stroke);

  std::vector<std::vector<cv::Point>> outlines;
  cv::findContours(bright, outlines, cv::RETR_EXTERNAL, cv::CHAIN_APPROX_SIMPLE);
  std::vector<BrightArea> areas;
  constexpr double kMm = 1 / PageView::kPxPerMm;
  for (const auto& outline : outlines) {
    const double area = cv::contourArea(outline);
    if (area * kMm * kMm < least_mm2) continue;
    const cv::Rect box = cv::boundingRect(outline);
    const cv::RotatedRect turned = cv::minAreaRect(outline);
    areas.push_back({{box.x * kMm, box.y * kMm, box.width * kMm, box.height * kMm},
                     area / std::max(1.0, static_cast<double>(turned.size.area())),
                     cv::mean(blue(box), bright(box))[0] / 255});
  }
  std::sort(areas.begin(), areas.end(), [](const BrightArea& a, const BrightArea& b) {
    return a.box_mm.width * a.box_mm.height > b.box_mm.width * b.box_mm.height;
  });
  return areas;
}

}  // namespace chowki::verify
