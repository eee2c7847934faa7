#include "verify/compression.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <utility>

#include <opencv2/imgproc.hpp>

namespace chowki::verify {
namespace {

constexpr int kBlock = 8;
constexpr size_t kWaves = 4;  // coarsest of the eight in each direction: fine ones are mostly 0

// Waves down and across of the coefficients that are looked at, the coarsest first.
constexpr std::pair<size_t, size_t> kCoefficients[] = {
    {0, 1}, {1, 0}, {1, 1}, {0, 2}, {2, 0}, {1, 2}, {2, 1}, {2, 2}, {0, 3}, {3, 0}, {1, 3}, {3, 1}};
constexpr size_t kCoarsest = 3;

constexpr int kMostStep = 40;
constexpr int kHalves = 256;             // coefficients up to 128, in halves
constexpr double kLeastCount = 200;      // of coefficients that tell a step
constexpr double kGathered = 0.7;        // mean cosine of coefficients over their step
constexpr double kGatheredByTwo = 0.45;  // rounding of pixels blurs a step of 2 more
constexpr double kAsGood = 0.003;        // of two steps that gather alike the larger one is meant
constexpr int kLeastStep = 3;            // pixels' rounding hides smaller ones
constexpr int kMostMultiple = 24;
constexpr double kLeastTwice = 0.02;  // mean log likelihood that says that a histogram has gaps
constexpr double kLeastMultiples = 1000;
constexpr int kDark = 3;  // pixels beyond these were cut off, and their coefficients moved
constexpr int kBright = 252;

using Multiples = std::array<double, kMostMultiple + 1>;

using WaveTable = std::array<std::array<float, kBlock>, kWaves>;

WaveTable Waves() {
  WaveTable waves;
  for (size_t u = 0; u < kWaves; ++u) {
    for (size_t x = 0; x < kBlock; ++x) {
      const double angle =
          (2 * static_cast<double>(x) + 1) * static_cast<double>(u) * std::numbers::pi / 16;
      waves[u][x] = static_cast<float>(std::sqrt((u == 0 ? 1 : 2) / 8.0) * std::cos(angle));
    }
  }
  return waves;
}

// rows of eight, one a block -> rows of kWaves
cv::Mat TransformAcross(const cv::Mat& rows, const WaveTable& waves) {
  cv::Mat out(rows.rows, static_cast<int>(kWaves), CV_32FC1);
  for (int block = 0; block < rows.rows; ++block) {
    const float* from = rows.ptr<float>(block);
    float* to = out.ptr<float>(block);
    const float sums[] = {from[0] + from[7], from[1] + from[6], from[2] + from[5],
                          from[3] + from[4]};
    const float differences[] = {from[0] - from[7], from[1] - from[6], from[2] - from[5],
                                 from[3] - from[4]};
    for (size_t u = 0; u < kWaves; ++u) {
      const float* parts = u % 2 == 0 ? sums : differences;
      const float* wave = waves[u].data();
      to[u] = parts[0] * wave[0] + parts[1] * wave[1] + parts[2] * wave[2] + parts[3] * wave[3];
    }
  }
  return out;
}

// The coefficients of all blocks, one row of kWaves (across) a block, for each wave down.
std::array<cv::Mat, kWaves> Transform(const cv::Mat& grey, cv::Size blocks) {
  const auto waves = Waves();
  const int width = blocks.width * kBlock;
  cv::Mat level;
  grey(cv::Rect(0, 0, width, blocks.height * kBlock)).convertTo(level, CV_32FC1);
  const cv::Mat lines = level.reshape(1, blocks.height);  // each row the eight lines of its blocks
  const auto line = [&](int y) { return lines.colRange(y * width, (y + 1) * width); };
  std::array<cv::Mat, kBlock / 2> sums;
  std::array<cv::Mat, kBlock / 2> differences;
  for (int y = 0; y < kBlock / 2; ++y) {
    cv::add(line(y), line(kBlock - 1 - y), sums[static_cast<size_t>(y)]);
    cv::subtract(line(y), line(kBlock - 1 - y), differences[static_cast<size_t>(y)]);
  }
  std::array<cv::Mat, kWaves> out;
  for (size_t u = 0; u < kWaves; ++u) {
    const auto& parts = u % 2 == 0 ? sums : differences;
    cv::Mat down = parts[0] * waves[u][0];
    for (size_t y = 1; y < parts.size(); ++y) cv::scaleAdd(parts[y], waves[u][y], down, down);
    out[u] = TransformAcross(down.reshape(1, blocks.area()), waves);
  }
  return out;
}

// Blocks none of whose pixels is quite black or white: 255, others less.
cv::Mat Usable(const cv::Mat& pixels, cv::Size blocks) {
  cv::Mat inside;
  cv::inRange(pixels(cv::Rect(0, 0, blocks.width * kBlock, blocks.height * kBlock)),
              cv::Scalar::all(kDark), cv::Scalar::all(kBright), inside);
  cv::Mat usable;
  cv::resize(inside, usable, blocks, 0, 0, cv::INTER_AREA);
  return usable == 255;
}

// The step whose multiples the sizes of coefficients (in halves) gather at; 1 where there is none.
int StepOf(const std::array<double, kHalves>& sizes) {
  static const auto cosines = [] {
    std::array<std::array<float, kHalves>, kMostStep + 1> table{};
    for (size_t step = 2; step < table.size(); ++step) {
      for (size_t half = 0; half < kHalves; ++half) {
        table[step][half] = static_cast<float>(
            std::cos(std::numbers::pi * static_cast<double>(half) / static_cast<double>(step)));
      }
    }
    return table;
  }();
  int best = 1;
  double most = 0;
  for (size_t step = 2; step <= kMostStep; ++step) {
    double count = 0;
    double sum = 0;
    for (size_t half = step; half < kHalves; ++half) {  // from half a step on
      count += sizes[half];
      sum += sizes[half] * cosines[step][half];
    }
    if (count < kLeastCount) continue;
    const double gathered = sum / count;
    if (gathered < (step == 2 ? kGatheredByTwo : kGathered) || gathered < most - kAsGood) continue;
    most = std::max(most, gathered);
    best = static_cast<int>(step);
  }
  return best;
}

// The falling histogram that is nearest: what multiples look like that were compressed once.
Multiples Falling(const Multiples& counts) {
  std::array<std::pair<double, int>, kMostMultiple + 1> pools;  // mean, members
  size_t used = 0;
  for (const double count : counts) {
    pools[used++] = {count, 1};
    while (used > 1 && pools[used - 2].first < pools[used - 1].first) {
      const auto [mean, members] = pools[--used];
      auto& [before, many] = pools[used - 1];
      before = (before * many + mean * members) / (many + members);
      many += members;
    }
  }
  Multiples falling;
  size_t at = 0;
  for (size_t pool = 0; pool < used; ++pool) {
    for (int i = 0; i < pools[pool].second; ++i) falling[at++] = pools[pool].first;
  }
  return falling;
}

// How much likelier each multiple is in a histogram with gaps than in one that falls; all 0 where
// the histogram has none.
Multiples Gaps(Multiples counts) {
  double all = 0;
  for (size_t k = 1; k < counts.size(); ++k) all += counts[k];
  counts[0] *= 2;  // of the others there are positive and negative ones
  for (double& count : counts) count += 0.5;
  const Multiples falling = Falling(counts);
  Multiples gaps{};
  double mean = 0;
  for (size_t k = 1; k < counts.size(); ++k) {
    gaps[k] = std::log(counts[k] / falling[k]);
    mean += counts[k] * gaps[k];
  }
  if (all < kLeastMultiples || mean < kLeastTwice * all) gaps.fill(0);
  return gaps;
}

}  // namespace

Compression MeasureCompression(const capture::Image& image) {
  Compression found;
  const cv::Size blocks(image.grey().cols / kBlock, image.grey().rows / kBlock);
  for (cv::Mat* map : {&found.off, &found.off_counted, &found.twice, &found.twice_counted}) {
    *map = cv::Mat::zeros(blocks, CV_32FC1);
  }
  if (blocks.empty()) return found;
  const auto transformed = Transform(image.grey(), blocks);
  const cv::Mat usable = Usable(image.pixels(), blocks);
  std::vector<int> chosen;
  for (int i = 0; i < blocks.area(); ++i) {
    if (usable.data[i] != 0) chosen.push_back(i);
  }
  std::array<int, kCoarsest> steps;
  std::vector<float> sizes(chosen.size());
  std::vector<int> multiples(chosen.size());
  for (size_t at = 0; at < std::size(kCoefficients); ++at) {
    const auto [down, across] = kCoefficients[at];
    const cv::Mat& waves = transformed[down];
    std::array<double, kHalves> halves{};
    for (size_t i = 0; i < chosen.size(); ++i) {
      sizes[i] = std::abs(waves.at<float>(chosen[i], static_cast<int>(across)));
      const auto half = static_cast<size_t>(2 * sizes[i] + 0.5F);
      if (half < kHalves) ++halves[half];
    }
    const int step = StepOf(halves);
    if (at < kCoarsest) steps[at] = step;
    const float share = 1.0F / static_cast<float>(step);
    Multiples counts{};
    for (size_t i = 0; i < chosen.size(); ++i) {
      multiples[i] = static_cast<int>(sizes[i] * share + 0.5F);
      if (multiples[i] <= kMostMultiple) ++counts[static_cast<size_t>(multiples[i])];
    }
    const Multiples gaps = Gaps(counts);
    const bool twice = std::any_of(gaps.begin(), gaps.end(), [](double gap) { return gap != 0; });
    if (!twice && step < kLeastStep) continue;
    for (size_t i = 0; i < chosen.size(); ++i) {
      const int multiple = multiples[i];
      if (multiple == 0 || multiple > kMostMultiple) continue;
      const int block = chosen[i];
      if (step >= kLeastStep) {
        found.off.ptr<float>()[block] += std::abs(sizes[i] * share - static_cast<float>(multiple));
        ++found.off_counted.ptr<float>()[block];
      }
      if (twice) {
        found.twice.ptr<float>()[block] += static_cast<float>(gaps[static_cast<size_t>(multiple)]);
        ++found.twice_counted.ptr<float>()[block];
      }
    }
  }
  std::sort(steps.begin(), steps.end());
  found.step = steps[kCoarsest / 2];
  return found;
}

}  // namespace chowki::verify
