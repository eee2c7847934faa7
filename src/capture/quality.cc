#include "capture/quality.h"

#include <algorithm>
#include <array>

#include <opencv2/imgproc.hpp>

#include "capture/scaled.h"

namespace chowki::capture {
namespace {

constexpr int kLongSidePx = 1024;
constexpr int kGlareSidePx = 256;     // a reflection is no small thing
constexpr int kRowStep = 2;           // every second row is enough of a sample
constexpr int kDarkBelow = 8;         // grey level
constexpr int kSaturatedAbove = 250;  // grey level
constexpr double kLowPercentile = 0.05;
constexpr double kHighPercentile = 0.95;

using Histogram = std::array<double, 256>;  // shares, sum 1

cv::Mat NoLargerThan(const cv::Mat& grey, int long_side_px) {
  const int side = std::max(grey.cols, grey.rows);
  return side <= long_side_px ? grey : Scaled(grey, static_cast<double>(long_side_px) / side);
}

Histogram HistogramOf(const cv::Mat& grey) {
  std::array<int, 256> counts{};
  for (int y = 0; y < grey.rows; y += kRowStep) {
    const std::uint8_t* row = grey.ptr(y);
    for (int x = 0; x < grey.cols; ++x) ++counts[row[x]];
  }
  Histogram shares{};
  const double total = (grey.rows + kRowStep - 1) / kRowStep * static_cast<double>(grey.cols);
  for (std::size_t level = 0; level < shares.size(); ++level) shares[level] = counts[level] / total;
  return shares;
}

double SumOfLevels(const Histogram& shares, int first, int last) {
  double sum = 0;
  for (int level = first; level <= last; ++level) sum += shares[static_cast<std::size_t>(level)];
  return sum;
}

int PercentileLevel(const Histogram& shares, double share) {
  double sum = 0;
  for (int level = 0; level < 256; ++level) {
    sum += shares[static_cast<std::size_t>(level)];
    if (sum >= share) return level;
  }
  return 255;
}

double Sharpness(const cv::Mat& grey) {
  double sum = 0;
  double squares = 0;
  double count = 0;
  for (int y = 1; y + 1 < grey.rows; y += kRowStep) {
    const std::uint8_t* above = grey.ptr(y - 1);
    const std::uint8_t* row = grey.ptr(y);
    const std::uint8_t* below = grey.ptr(y + 1);
    int row_sum = 0;
    std::int64_t row_squares = 0;
    for (int x = 1; x + 1 < grey.cols; ++x) {
      const int laplacian = above[x] + below[x] + row[x - 1] + row[x + 1] - 4 * row[x];
      row_sum += laplacian;
      row_squares += laplacian * laplacian;
    }
    sum += row_sum;
    squares += static_cast<double>(row_squares);
    count += grey.cols - 2;
  }
  if (count <= 0) return 0;
  const double mean = sum / count;
  return squares / count - mean * mean;
}

double LargestGlareShare(const cv::Mat& grey) {
  const cv::Mat saturated = NoLargerThan(grey, kGlareSidePx) > kSaturatedAbove;
  cv::Mat labels;
  cv::Mat stats;
  cv::Mat centroids;
  const int count = cv::connectedComponentsWithStats(saturated, labels, stats, centroids);
  int largest = 0;
  for (int label = 1; label < count; ++label) {  // 0 is the ground
    largest = std::max(largest, stats.at<int>(label, cv::CC_STAT_AREA));
  }
  return largest / static_cast<double>(saturated.total());
}

}  // namespace

Quality MeasureQuality(const Image& image) {
  const cv::Mat grey = NoLargerThan(image.grey(), kLongSidePx);
  const Histogram shares = HistogramOf(grey);
  Quality quality;
  quality.sharpness = Sharpness(grey);
  for (int level = 0; level < 256; ++level) {
    quality.mean_brightness += shares[static_cast<std::size_t>(level)] * level / 255;
  }
  quality.contrast =
      (PercentileLevel(shares, kHighPercentile) - PercentileLevel(shares, kLowPercentile)) / 255.0;
  quality.dark_share = SumOfLevels(shares, 0, kDarkBelow - 1);
  quality.saturated_share = SumOfLevels(shares, kSaturatedAbove + 1, 255);
  quality.largest_glare_share = LargestGlareShare(grey);
  return quality;
}

}  // namespace chowki::capture
