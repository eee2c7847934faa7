#pragma once

#include <cstdint>
#include <string_view>

namespace chowki::safeguard {

// Some of so many: 0 <= some <= all.
struct Share {
  std::int64_t some = 0;
  std::int64_t all = 0;
};

// A figure with its 95 % bounds.
struct Bounded {
  double value = 0;
  double low = 0;
  double high = 0;
};

// The rate with Wilson's bounds; of none: 0, 0 to 1.
//
// source  Wilson 1927.
[[nodiscard]] Bounded RateOf(const Share& share);

// How many times the rate of one group is that of another: log ratio with a half added to cases and
// travellers, and its standard error. Where nobody travelled in either: 1, 0 to kNoRatio.
//
// source  Pettigrew, Gart, Thomas 1986 (the half).
inline constexpr double kNoRatio = 1e6;
[[nodiscard]] Bounded RatioOf(const Share& group, const Share& others);

// A rule that refers one group so much more often than everybody else is held until a person has
// looked at it: the lower bound of the ratio, and so many cases at least, in so many days. Of a
// party one case counts. Ours.
inline constexpr double kMostRatio = 2;
inline constexpr std::int64_t kLeastCases = 10;
inline constexpr int kRateDays = 90;

[[nodiscard]] bool IsOutOfBounds(const Share& group, const Bounded& ratio);

// Whether a rule is about children, or about age, by its meaning: their rate says nothing of it.
[[nodiscard]] bool IsAboutChildren(std::string_view rule);

}  // namespace chowki::safeguard
