#include "verify/glow.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

#include "verify/percentile.h"

namespace chowki::verify {
namespace {

constexpr double kMarginMm = 3;
constexpr double kBrightestShare = 0.995;
constexpr double kPaperOfCell = 0.6;  // percentile: print covers less than this of a cell
constexpr double kFineMm = 1.5;       // narrower than this is fine print or a fibre

double Level(const cv::Mat& grey, const cv::Mat& mask, double share) {
  return Percentile(grey, share, mask) / 255.0;
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
  const cv::Mat blue = view.Blue()(within);
  const cv::Mat inside = view.inside()(within);
  const double gain = ExposureOf(exhibit).ultraviolet_gain;
  Glow glow;
  glow.inside = static_cast<double>(cv::countNonZero(inside)) / within.area();
  glow.page = gain * Level(blue, inside, 0.5);
  glow.brightest = gain * Level(blue, inside, kBrightestShare);
  return glow;
}

std::vector<CellGlow> GlowOfMrz(const Exhibit& exhibit) {
  const PageView& view = exhibit.ultraviolet_page;
  const cv::Mat blue = view.Blue();
  const double gain = ExposureOf(exhibit).ultraviolet_gain;
  std::vector<CellGlow> cells;
  const auto& glyphs = exhibit.transcript->mrz.glyphs;
  for (size_t line = 0; line < glyphs.size(); ++line) {
    for (size_t column = 0; column < glyphs[line].size(); ++column) {
      const cv::Rect at = view.ToView(view.ToMm(glyphs[line][column].region));
      if (at.empty()) continue;
      const cv::Mat inside = view.inside()(at);
      if (cv::countNonZero(inside) == 0) continue;
      cells.push_back({static_cast<int>(line), static_cast<int>(column),
                       gain * Level(blue(at), inside, kPaperOfCell)});
    }
  }
  return cells;
}

std::vector<BrightArea> BrightAreas(const Exhibit& exhibit, double brighter_than,
                                    double least_mm2) {
  const PageView& view = exhibit.ultraviolet_page;
  cv::Mat blue;
  cv::GaussianBlur(view.Blue(), blue, {5, 5}, 0);
  const double gain = ExposureOf(exhibit).ultraviolet_gain;
  cv::Mat bright = (blue > brighter_than / gain * 255) & view.inside();
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
                     gain * cv::mean(blue(box), bright(box))[0] / 255});
  }
  std::sort(areas.begin(), areas.end(), [](const BrightArea& a, const BrightArea& b) {
    return a.box_mm.width * a.box_mm.height > b.box_mm.width * b.box_mm.height;
  });
  return areas;
}

}  // namespace chowki::verify
