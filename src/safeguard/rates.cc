#include "safeguard/rates.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace chowki::safeguard {
namespace {

constexpr double kZ = 1.959964;  // of 95 %, both sides

}  // namespace

Bounded RateOf(const Share& share) {
  if (share.all <= 0) return {0, 0, 1};
  const auto n = static_cast<double>(share.all);
  const double p = std::min(1.0, static_cast<double>(share.some) / n);
  const double middle = (p + kZ * kZ / (2 * n)) / (1 + kZ * kZ / n);
  const double half = kZ / (1 + kZ * kZ / n) * std::sqrt(p * (1 - p) / n + kZ * kZ / (4 * n * n));
  return {p, std::max(0.0, middle - half), std::min(1.0, middle + half)};
}

Bounded RatioOf(const Share& group, const Share& others) {
  if (group.all <= 0 || others.all <= 0) return {1, 0, kNoRatio};
  const auto a = static_cast<double>(group.some) + 0.5;
  const auto n = static_cast<double>(group.all) + 0.5;
  const auto b = static_cast<double>(others.some) + 0.5;
  const auto m = static_cast<double>(others.all) + 0.5;
  const double log_ratio = std::log(a / n) - std::log(b / m);
  const double error = std::sqrt(std::max(0.0, 1 / a - 1 / n + 1 / b - 1 / m));
  return {std::exp(log_ratio), std::exp(log_ratio - kZ * error), std::exp(log_ratio + kZ * error)};
}

bool IsOutOfBounds(const Share& group, const Bounded& ratio) {
  return group.some >= kLeastCases && ratio.low > kMostRatio;
}

bool IsAboutChildren(std::string_view rule) {
  constexpr std::array<std::string_view, 9> kRules = {
      "minor_alone",         "adult_child_pair", "adult_many_minors",
      "disaster_zone_minor", "repeat_escort",    "returned_without",
      "forged_and_minor",    "companion_listed", "age_inconsistent"};
  return std::ranges::find(kRules, rule) != kRules.end();
}

}  // namespace chowki::safeguard
