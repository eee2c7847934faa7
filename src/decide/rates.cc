#include "decide/rates.h"

#include <algorithm>
#include <cmath>

namespace chowki::decide {
namespace {

using verify::Contribution;
using enum Contribution;

constexpr Rate kRates[] = {
#define RATE(check, reason, level, genuine_with, genuine_of, forged_with, forged_of) \
  {check, reason, level, {genuine_with, genuine_of}, {forged_with, forged_of}},
#include "decide/rates.inc"
#undef RATE
};

}  // namespace

std::span<const Rate> Rates() { return kRates; }

const Rate* FindRate(std::string_view check, std::string_view reason, Contribution level) {
  for (const Rate& rate : kRates) {
    if (rate.check == check && rate.reason == reason && rate.level == level) return &rate;
  }
  return nullptr;
}

double LikelihoodRatio(const Rate& rate) {
  const bool success = rate.level == kClear;
  const auto smoothed = [added = success ? 1.0 : 0.5](const Count& count) {
    return (count.with + added) / (count.of + 1.0);
  };
  const double ratio = smoothed(rate.forged) / smoothed(rate.genuine);
  return success ? std::min(ratio, 1.0) : std::max(ratio, 1.0);
}

double UpperBound(const Count& count) {
  if (count.of == 0) return 1;
  if (count.with == 0) return std::min(1.0, 3.0 / count.of);
  constexpr double kZ = 1.96;
  const double n = count.of;
  const double rate = count.with / n;
  const double centre = rate + kZ * kZ / (2 * n);
  const double spread = kZ * std::sqrt(rate * (1 - rate) / n + kZ * kZ / (4 * n * n));
  return (centre + spread) / (1 + kZ * kZ / n);
}

}  // namespace chowki::decide
