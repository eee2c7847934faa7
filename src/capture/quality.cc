#include "capture/quality.h"

#include <algorithm>
#include <array>

#include <opencv2/imgproc.hpp>

namespace chowki::capture {
namespace {

constexpr int kLongSidePx = 1024;
constexpr int kDarkBelow = 8;         // grey level
constexpr int kSaturatedAbove = 250;  // grey level
constexpr double kLowPercentile = 0.05;
constexpr double kHighPercentile = 0.95;

using Histogram = std::array<double, 256>;  // shares, sum 1

cv::Mat Small(const cv::Mat& grey) {
  const int side = std::max(grey.cols, grey.rows);
  if (side <= kLongSidePx) return grey;
  const double scale = static_cast<double>(kLongSidePx) / side;
  cv::Mat small;
  cv::resize(grey, small,
             {std::max(1, cvRound(grey.cols * scale)), std::max(1, cvRound(grey.rows * scale))}, 0,
             0, cv::INTER_AREA);
  return small;
}

Histogram HistogramOf(const cv::Mat& grey) {
  std::array<int, 256> counts{};
  for (int y = 0; y < grey.rows; ++y) {
    const std::uint8_t* row = grey.ptr(y);
    for (int x = 0; x < grey.cols; ++x) ++counts[row[x]];
  }
  Histogram shares{};
  const double total = static_cast<double>(grey.total());
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
  cv::Mat laplacian;
  cv::Laplacian(grey, laplacian, CV_16S);
  cv::Scalar mean;
  cv::Scalar deviation;
  cv::meanStdDev(laplacian, mean, deviation);
  return deviation[0] * deviation[0];
}

double LargestGlareShare(const cv::Mat& grey) {
  const cv::Mat saturated = grey > kSaturatedAbove;
  cv::Mat labels;
  cv::Mat stats;
  cv::Mat centroids;
  const int count = cv::connectedComponentsWithStats(saturated, labels, stats, centroids);
  int largest = 0;
  for (int label = 1; label < count; ++label) {  // 0 is the ground
    largest = std::max(largest, stats.at<int>(label, cv::CC_STAT_AREA));
  }
  return largest / static_cast<double>(grey.total());
}

}  // namespace

Quality MeasureQuality(const Image& image) {
  const cv::Mat grey = Small(image.grey());
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
