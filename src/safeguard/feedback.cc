#include "safeguard/feedback.h"

#include <algorithm>
#include <cmath>

namespace chowki::safeguard {

double TunedPoints(const associate::SignRule& rule, const Verdicts& verdicts) {
  if (rule.points == 0) return 0;
  const double right = kPriorCases * kExpectedRight + static_cast<double>(verdicts.right);
  const double wrong = kPriorCases * (1 - kExpectedRight) + static_cast<double>(verdicts.wrong);
  const double shift = std::log2(right / wrong) - std::log2(kExpectedRight / (1 - kExpectedRight));
  const bool is_note = LevelOf(rule) == associate::Level::kNote;
  const double most = is_note ? rule.points : kMostPoints;
  return std::clamp(rule.points + std::clamp(shift, -kMostShift, kMostShift), 0.0, most);
}

}  // namespace chowki::safeguard
