#include "verify/tones.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include <opencv2/imgproc.hpp>

#include "verify/percentile.h"

namespace chowki::verify {
namespace {

constexpr int kSpotPx = 16;  // colours are those of spots: noise has none
constexpr double kMostColoured = 0.95;

constexpr int kPatchPx = 8;
constexpr double kDark = 60;
constexpr double kLight = 243;
constexpr double kFineSigma = 0.8;    // px: finer is a sensor's noise
constexpr double kCoarseSigma = 2.4;  // coarser is the picture
// Variance that white noise has between the two, as a share of what it has below the finer.
constexpr double kNoiseBetween = 0.141;

double Grey(const cv::Scalar& bgr) { return 0.114 * bgr[0] + 0.587 * bgr[1] + 0.299 * bgr[2]; }

std::vector<cv::Mat> Planes(const cv::Mat& bgr) {
  if (bgr.channels() == 1) return {bgr};
  static const cv::Matx33f kToYuv(0.114F, 0.587F, 0.299F, 0.5F, -0.331F, -0.169F, -0.081F, -0.419F,
                                  0.5F);
  cv::Mat yuv;
  cv::transform(bgr, yuv, kToYuv);
  std::vector<cv::Mat> planes;
  cv::split(yuv, planes);
  return planes;
}

double Variance(const cv::Mat& plane) {
  cv::Scalar mean;
  cv::Scalar deviation;
  cv::meanStdDev(plane, mean, deviation);
  return deviation[0] * deviation[0];
}

// A tile's lightness and differences of colour, as what is finer than grain and what is grain.
class TileGrain {
 public:
  explicit TileGrain(const cv::Mat& tile) {
    cv::Mat whole;
    cv::Mat fine;
    cv::Mat coarse;
    tile.convertTo(whole, CV_32F);
    cv::GaussianBlur(whole, fine, {}, kFineSigma);
    cv::GaussianBlur(whole, coarse, {}, kCoarseSigma);
    noise_ = Planes(whole - fine);
    grain_ = Planes(fine - coarse);
  }

  // Variance of grain beyond what the noise of a sensor leaves there.
  [[nodiscard]] double Of(size_t plane, const cv::Rect& patch) const {
    return std::max(
        0.0, Variance(grain_[plane](patch)) - kNoiseBetween * Variance(noise_[plane](patch)));
  }

 private:
  std::vector<cv::Mat> noise_;
  std::vector<cv::Mat> grain_;
};

}  // namespace

double ColourSpread(const cv::Mat& bgr, std::span<const cv::Rect> tiles) {
  std::vector<cv::Scalar> spots;
  for (const cv::Rect& tile : tiles) {
    for (int y = 0; y + kSpotPx <= tile.height; y += kSpotPx) {
      for (int x = 0; x + kSpotPx <= tile.width; x += kSpotPx) {
        spots.push_back(cv::mean(bgr(cv::Rect(tile.x + x, tile.y + y, kSpotPx, kSpotPx))));
      }
    }
  }
  std::array<double, 3> usual{};
  for (int channel = 0; channel < 3; ++channel) {
    std::vector<double> values;
    for (const cv::Scalar& spot : spots) values.push_back(spot[channel]);
    usual[static_cast<size_t>(channel)] = std::max(1.0, Nth(values, 0.5));
  }
  std::vector<double> differences;
  for (const cv::Scalar& spot : spots) {
    const double green = spot[1] / usual[1];
    differences.push_back(std::hypot(spot[0] / usual[0] - green, spot[2] / usual[2] - green));
  }
  return Nth(differences, kMostColoured);
}

Grain MeasureGrain(const cv::Mat& bgr, std::span<const cv::Rect> tiles, double share) {
  std::vector<double> lightness;
  std::vector<double> colour;
  for (const cv::Rect& tile : tiles) {
    const TileGrain grain(bgr(tile));
    for (int y = 0; y + kPatchPx <= tile.height; y += kPatchPx) {
      for (int x = 0; x + kPatchPx <= tile.width; x += kPatchPx) {
        const cv::Rect patch(x, y, kPatchPx, kPatchPx);
        const cv::Scalar mean = cv::mean(bgr(tile)(patch));
        const double tone = bgr.channels() == 1 ? mean[0] : Grey(mean);
        if (tone < kDark || tone > kLight) continue;
        lightness.push_back(std::sqrt(grain.Of(0, patch)));
        if (bgr.channels() == 3)
          colour.push_back(std::sqrt(grain.Of(1, patch) + grain.Of(2, patch)));
      }
    }
  }
  return {Nth(lightness, share), Nth(colour, share), static_cast<int>(lightness.size())};
}

}  // namespace chowki::verify
