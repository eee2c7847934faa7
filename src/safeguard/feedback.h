#pragma once

#include <cstdint>

#include "associate/rule.h"

namespace chowki::safeguard {

// Closed referrals with a sign, by whether it was right to ask. Who does not know is not counted.
struct Verdicts {
  std::int64_t right = 0;
  std::int64_t wrong = 0;
  bool operator==(const Verdicts&) const = default;
};

// Share of referrals that is expected to be right while the built points hold: ours. One in four is
// what an officer can carry; where it is so, points stay as they are.
inline constexpr double kExpectedRight = 0.25;

// What the built points are worth, in closed referrals: one verdict moves a rule by 0.27 points at
// most. Ours.
inline constexpr double kPriorCases = 20;

// The farthest that verdicts take a rule from its built points. Ours: people decide about more.
inline constexpr double kMostShift = 3;

inline constexpr double kMostPoints = 10;  // as in rules.inc

// The points of a rule after so many verdicts:
//
//   built + log2(odds of right), from Beta(kPriorCases * q + right, kPriorCases * (1 - q) + wrong)
//         - log2(q / (1 - q)),   q = kExpectedRight
//
// kept within kMostShift of the built points and within 0 and kMostPoints. A note does not get more
// than it was built with, and what says nothing (0) stays so.
//
// thread  pure.
[[nodiscard]] double TunedPoints(const associate::SignRule& rule, const Verdicts& verdicts);

}  // namespace chowki::safeguard
