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

// A strip over the MRZ is hardly larger than the zone. What has so much of its area further away
// than this is a pattern of the page: of its lines, those next to each other are one.
constexpr double kAroundMrzMm = 4;
constexpr double kBeyondShare = 0.3;
constexpr double kPatternGapMm = 2;
// A strip over a pattern shines in addition to it.
constexpr double kPatternBrightest = 0.9;  // percentile
constexpr double kTimesPattern = 1.3;

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

std::vector<CellGlow> EndingAroundMrz(const Exhibit& exhibit, const std::vector<CellGlow>& glowing,
                                      double brighter_than) {
  const PageView& view = exhibit.ultraviolet_page;
  const auto& glyphs = exhibit.transcript->mrz.glyphs;
  const double gain = ExposureOf(exhibit).ultraviolet_gain;
  const cv::Mat blue = view.Blue();
  cv::Mat bright = (blue > brighter_than / gain * 255) & view.inside();
  const int gap = 2 * cvRound(kPatternGapMm * PageView::kPxPerMm / 2) + 1;
  cv::morphologyEx(bright, bright, cv::MORPH_CLOSE,
                   cv::getStructuringElement(cv::MORPH_RECT, {gap, gap}));
  cv::Mat labels;
  const int count = cv::connectedComponents(bright, labels, 8, CV_32S);

  cv::Mat around(labels.size(), CV_8U, cv::Scalar(0));
  const auto place = [&](const CellGlow& cell) {
    return view.ToMm(glyphs[cell.line][cell.column].region);
  };
  for (const auto& line : glyphs) {
    for (const auto& glyph : line) {
      const Rect mm = view.ToMm(glyph.region);
      around(view.ToView({mm.x - kAroundMrzMm, mm.y - kAroundMrzMm, mm.width + 2 * kAroundMrzMm,
                          mm.height + 2 * kAroundMrzMm})) = 255;
    }
  }
  std::vector<int> area(count);
  std::vector<std::vector<double>> beyond(count);
  for (int y = 0; y < labels.rows; ++y) {
    for (int x = 0; x < labels.cols; ++x) {
      const int label = labels.at<int>(y, x);
      if (label == 0) continue;
      ++area[label];
      if (around.at<uchar>(y, x) == 0) beyond[label].push_back(blue.at<uchar>(y, x));
    }
  }
  const auto of_pattern = [&](const CellGlow& cell, size_t label) {
    if (static_cast<double>(beyond[label].size()) < kBeyondShare * area[label]) return false;
    return cell.brightness < kTimesPattern * gain / 255 * Nth(beyond[label], kPatternBrightest);
  };
  std::vector<CellGlow> ending;
  for (const CellGlow& cell : glowing) {
    std::vector<int> votes(count);
    const cv::Mat at = labels(view.ToView(place(cell)));
    for (auto label = at.begin<int>(); label != at.end<int>(); ++label) ++votes[*label];
    votes[0] = 0;  // what is dark
    const auto most =
        static_cast<size_t>(std::max_element(votes.begin(), votes.end()) - votes.begin());
    if (most == 0 || !of_pattern(cell, most)) ending.push_back(cell);
  }
  return ending;
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
