#include "decide/risk.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>

#include "decide/rates.h"

namespace chowki::decide {
namespace {

using verify::Contribution;
using verify::Finding;
using verify::Outcome;

constexpr double kOddsBefore = 1.0 / 9;

std::string_view GroupOf(std::string_view check) { return check.substr(0, check.find('.')); }

// It came to a result: a success, or a suspicion. What could not be performed is none, even where
// it asks an officer to look.
bool Says(const Finding& finding) {
  if (finding.silent) return false;
  if (finding.outcome == Outcome::kSuccessful) return true;
  return finding.contributes != Contribution::kClear &&
         (finding.outcome == Outcome::kFailed || finding.outcome == Outcome::kUndetermined);
}

// By all of a check's alarms of a level, since single reasons are too rare to be weighed; one that
// refers weighs no less than one that asks for attention. What was not measured counts by the
// strength that its author gave it, 0.9 as ten to one.
double RatioOf(const Finding& finding) {
  if (finding.outcome == Outcome::kSuccessful) {
    const Rate* rate = FindRate(finding.check, "", Contribution::kClear);
    return rate == nullptr ? 1 : LikelihoodRatio(*rate);
  }
  double ratio = 0;
  for (const Contribution level : {Contribution::kAttention, finding.contributes}) {
    const Rate* rate = FindRate(finding.check, kAnyReason, level);
    if (rate != nullptr) ratio = std::max(ratio, LikelihoodRatio(*rate));
  }
  constexpr double kMostByJudgement = 0.9;
  return ratio > 0 ? ratio : 1 / (1 - std::clamp(finding.strength, 0.0, kMostByJudgement));
}

// The logarithms of one group's ratios.
struct Group {
  double suspicion = 0;  // the largest
  double success = 0;    // the smallest, not above 0
};

}  // namespace

double RiskOf(const std::vector<Finding>& findings) {
  std::map<std::string_view, Group> groups;
  for (const Finding& finding : findings) {
    if (!Says(finding)) continue;
    const double ratio = std::log(RatioOf(finding));
    Group& group = groups[GroupOf(finding.check)];
    group.suspicion = std::max(group.suspicion, ratio);
    group.success = std::min(group.success, ratio);
  }
  double odds = std::log(kOddsBefore);
  for (const auto& [name, group] : groups) {
    odds += group.suspicion > 0 ? group.suspicion : group.success;
  }
  return 1 / (1 + std::exp(-odds));
}

}  // namespace chowki::decide
