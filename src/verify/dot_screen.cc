#include "verify/dot_screen.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <opencv2/imgproc.hpp>

#include "base/status.h"

namespace chowki::verify {
namespace {

constexpr int kSide = kScreenTilePx;
constexpr int kHalf = kSide / 2;
constexpr size_t kLeastTiles = 12;
constexpr double kShare = 0.4;      // percentile: six squares of ten have at least this
constexpr double kLowest = 9;       // bins; below are letters and the lines of the pattern
constexpr int kRing = 6;            // bins around a frequency that it is compared with
constexpr int kOwn = 2;             // bins that belong to it
constexpr double kApartDeg = 30;    // of two directions
constexpr double kPeak = 2;         // nepers; lower is the noise of spectra
constexpr int kBlocks = 8;          // multiples of kSide / 8 bins: blocks of 8 px
constexpr double kAsStrong = 0.65;  // of the second direction: belongs to the screen
constexpr int kCombAfter = 2;       // more peaks than this on an axis are a comb

// Frequencies of one half plane: u from 0 to kHalf, v from -kHalf to kHalf - 1.
struct Peak {
  int u = 0;
  int v = 0;
  double prominence = 0;

  [[nodiscard]] bool on_axis() const { return u <= 1 || std::abs(v) <= 1; }
  [[nodiscard]] bool upright() const { return u <= 1; }
  [[nodiscard]] double degrees() const { return std::atan2(v, u) * 180 / CV_PI; }
};

// Log power of each frequency that kShare of the squares do not reach; rows are v + kHalf.
cv::Mat CommonSpectrum(const cv::Mat& grey, std::span<const cv::Rect> tiles) {
  cv::Mat window;
  cv::createHanningWindow(window, {kSide, kSide}, CV_32F);
  std::vector<cv::Mat> powers;
  cv::Mat tile;
  cv::Mat wave;
  for (const cv::Rect& at : tiles) {
    grey(at).convertTo(tile, CV_32F);
    tile -= cv::mean(tile);
    cv::multiply(tile, window, tile);
    cv::dft(tile, wave, cv::DFT_COMPLEX_OUTPUT);
    cv::Mat power(kSide, kHalf + 1, CV_32F);
    for (int row = 0; row < kSide; ++row) {
      const auto* from = wave.ptr<cv::Vec2f>((row + kHalf) % kSide);
      auto* to = power.ptr<float>(row);
      for (int u = 0; u <= kHalf; ++u) to[u] = from[u].dot(from[u]) + 1;
    }
    powers.push_back(power);
  }
  cv::Mat common(kSide, kHalf + 1, CV_32F);
  std::vector<float> values(powers.size());
  const auto nth = static_cast<std::ptrdiff_t>(kShare * static_cast<double>(values.size() - 1));
  for (int row = 0; row < kSide; ++row) {
    for (int u = 0; u <= kHalf; ++u) {
      for (size_t i = 0; i < powers.size(); ++i) values[i] = powers[i].at<float>(row, u);
      std::nth_element(values.begin(), values.begin() + nth, values.end());
      common.at<float>(row, u) = std::log(values[static_cast<size_t>(nth)]);
    }
  }
  return common;
}

// The spectrum is periodic, and point-symmetric since pixels are real.
float At(const cv::Mat& common, int u, int v) {
  u = (u + kHalf + kSide) % kSide - kHalf;
  if (u < 0) {
    u = -u;
    v = -v;
  }
  return common.at<float>((v + kHalf + 2 * kSide) % kSide, u);
}

double Surroundings(const cv::Mat& common, int u, int v) {
  std::vector<float> around;
  for (int dv = -kRing; dv <= kRing; ++dv) {
    for (int du = -kRing; du <= kRing; ++du) {
      if (std::max(std::abs(du), std::abs(dv)) > kOwn) around.push_back(At(common, u + du, v + dv));
    }
  }
  const auto middle = around.begin() + static_cast<std::ptrdiff_t>(around.size() / 2);
  std::nth_element(around.begin(), middle, around.end());
  return *middle;
}

bool IsHighest(const cv::Mat& common, int u, int v) {
  for (int dv = -kOwn; dv <= kOwn; ++dv) {
    for (int du = -kOwn; du <= kOwn; ++du) {
      if (At(common, u + du, v + dv) > At(common, u, v)) return false;
    }
  }
  return true;
}

// What the edges of blocks leave on the axes; they leave little elsewhere.
bool IsOfBlocks(int u, int v) { return (u == 0 || v == 0) && (u + v) % (kSide / kBlocks) == 0; }

std::vector<Peak> PeaksOf(const cv::Mat& common) {
  std::vector<Peak> peaks;
  for (int v = -kHalf; v < kHalf; ++v) {
    for (int u = 0; u <= kHalf; ++u) {
      if (u == 0 && v < 0) continue;  // the same as v > 0
      if (std::hypot(u, v) < kLowest || IsOfBlocks(u, v) || !IsHighest(common, u, v)) continue;
      const Peak peak{u, v, At(common, u, v) - Surroundings(common, u, v)};
      if (peak.prominence >= kPeak) peaks.push_back(peak);
    }
  }
  for (const bool upright : {false, true}) {
    const auto of_axis = [&](const Peak& peak) {
      return peak.on_axis() && peak.upright() == upright;
    };
    if (std::count_if(peaks.begin(), peaks.end(), of_axis) > kCombAfter) {
      std::erase_if(peaks, of_axis);
    }
  }
  std::sort(peaks.begin(), peaks.end(),
            [](const Peak& a, const Peak& b) { return a.prominence > b.prominence; });
  return peaks;
}

// Between two directions, not regarding which way they point: [0, half of the turn].
double Between(double a_deg, double b_deg, double turn_deg) {
  const double apart = std::fmod(std::fmod(a_deg - b_deg, turn_deg) + turn_deg, turn_deg);
  return std::min(apart, turn_deg - apart);
}

}  // namespace

std::optional<DotScreen> MeasureDotScreen(const cv::Mat& grey, std::span<const cv::Rect> tiles,
                                          double upright_deg) {
  if (tiles.size() < kLeastTiles) return std::nullopt;
  const std::vector<Peak> peaks = PeaksOf(CommonSpectrum(grey, tiles));
  DotScreen screen;
  if (peaks.empty()) return screen;
  const Peak& first = peaks.front();
  const auto second = std::find_if(peaks.begin(), peaks.end(), [&](const Peak& peak) {
    return Between(peak.degrees(), first.degrees(), 180) >= kApartDeg;
  });
  if (second == peaks.end()) return screen;
  screen.prominence = second->prominence;
  screen.finest_px = kSide / std::hypot(first.u, first.v);
  for (const Peak& peak : peaks) {
    if (peak.prominence < kAsStrong * second->prominence) continue;
    screen.spread_deg = std::max(screen.spread_deg, Between(peak.degrees(), upright_deg, 90));
  }
  return screen;
}

}  // namespace chowki::verify
