#include "locate/fragment.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

#include "locate/plane.h"

namespace chowki::locate {
namespace {

// Ends of the central part of the values, so that stray cells do not stretch a rectangle.
std::pair<double, double> Extent(std::vector<double>& values, double trimmed_share) {
  const auto skip = static_cast<std::ptrdiff_t>(trimmed_share * static_cast<double>(values.size()));
  std::nth_element(values.begin(), values.begin() + skip, values.end());
  const double low = values[static_cast<size_t>(skip)];
  std::nth_element(values.begin(), values.end() - 1 - skip, values.end());
  return {low, *(values.end() - 1 - skip)};
}

Fragment Measure(std::vector<cv::Point> cells, const cv::Mat& map) {
  Fragment fragment;
  cv::Point2d sum;
  double value = 0;
  for (const cv::Point& cell : cells) {
    sum += cv::Point2d(cell);
    value += static_cast<double>(map.at<float>(cell));
  }
  const double n = static_cast<double>(cells.size());
  fragment.centre = sum / n;
  fragment.mean = value / n;
  double xx = 0, xy = 0, yy = 0;
  for (const cv::Point& cell : cells) {
    const cv::Point2d d = cv::Point2d(cell) - fragment.centre;
    xx += d.x * d.x;
    xy += d.x * d.y;
    yy += d.y * d.y;
  }
  fragment.angle = 0.5 * std::atan2(2 * xy, xx - yy);
  const Axes axes{fragment.centre, fragment.angle};
  std::vector<double> along, across;
  for (const cv::Point& cell : cells) {
    const cv::Point2d p = axes.ToAxes(cv::Point2d(cell));
    along.push_back(p.x);
    across.push_back(p.y);
  }
  const auto [a0, a1] = Extent(along, 0.003);
  const auto [b0, b1] = Extent(across, 0.02);
  fragment.centre = axes.ToImage((a0 + a1) / 2, (b0 + b1) / 2);
  fragment.length = a1 - a0 + 1;
  fragment.height = b1 - b0 + 1;
  fragment.cells = std::move(cells);
  return fragment;
}

// Two pieces of one band: the same direction, in one line, not far apart.
bool Collinear(const Fragment& one, const Fragment& other) {
  const Fragment& longer = one.length >= other.length ? one : other;
  const Fragment& shorter = one.length >= other.length ? other : one;
  const cv::Point2d p = Axes{longer.centre, longer.angle}.ToAxes(shorter.centre);
  const double gap = std::abs(p.x) - (longer.length + shorter.length) / 2;
  if (gap > 2.5 * longer.height || std::abs(p.y) > 0.5 * longer.height + 0.04 * std::abs(p.x)) {
    return false;
  }
  if (shorter.height > 1.6 * longer.height) return false;
  return shorter.length < 2.5 * shorter.height || AngleBetween(longer.angle, shorter.angle) < 0.15;
}

}  // namespace

double AngleBetween(double a, double b) {
  const double d = std::abs(std::remainder(a - b, CV_PI));
  return std::min(d, CV_PI - d);
}

std::vector<Fragment> FindFragments(const cv::Mat& map, float limit, int smallest) {
  cv::Mat labels, stats, centroids;
  const cv::Mat mask = map > limit;
  const int count = cv::connectedComponentsWithStats(mask, labels, stats, centroids, 8, CV_32S);
  std::vector<std::vector<cv::Point>> cells(static_cast<size_t>(count));
  for (int y = 0; y < labels.rows; ++y) {
    const int* row = labels.ptr<int>(y);
    for (int x = 0; x < labels.cols; ++x) {
      if (row[x] > 0 && stats.at<int>(row[x], cv::CC_STAT_AREA) >= smallest) {
        cells[static_cast<size_t>(row[x])].emplace_back(x, y);
      }
    }
  }
  std::vector<Fragment> fragments;
  for (auto& set : cells) {
    if (!set.empty()) fragments.push_back(Measure(std::move(set), map));
  }
  return fragments;
}

std::vector<Fragment> JoinCollinear(std::vector<Fragment> fragments, const cv::Mat& map) {
  for (bool changed = true; changed;) {
    changed = false;
    for (size_t i = 0; i < fragments.size() && !changed; ++i) {
      for (size_t j = i + 1; j < fragments.size() && !changed; ++j) {
        if (!Collinear(fragments[i], fragments[j])) continue;
        std::vector<cv::Point> cells = std::move(fragments[i].cells);
        cells.insert(cells.end(), fragments[j].cells.begin(), fragments[j].cells.end());
        fragments[i] = Measure(std::move(cells), map);
        fragments.erase(fragments.begin() + static_cast<std::ptrdiff_t>(j));
        changed = true;
      }
    }
  }
  return fragments;
}

}  // namespace chowki::locate
