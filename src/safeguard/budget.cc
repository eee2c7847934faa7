#include "safeguard/budget.h"

#include <algorithm>
#include <cmath>

#include "safeguard/referral.h"

namespace chowki::safeguard {
namespace {

constexpr double kFree = 0.75;       // of the budget
constexpr double kDoubling = 0.125;  // of the budget

}  // namespace

double ReferralLimit(const Budget& budget, const Spent& spent) {
  const double allowed =
      std::max(kLeastReferrals, budget.per_mille / 1000 * static_cast<double>(spent.travellers));
  const double used = static_cast<double>(spent.referrals) / allowed;
  // The next one must fit.
  if (static_cast<double>(spent.referrals) + 1 > allowed) return kNoPoints;
  if (used <= kFree) return associate::kReferralPoints;
  return associate::kReferralPoints * std::exp2((used - kFree) / kDoubling);
}

bool IsAdmitted(const Proposal& proposal, double limit) {
  if (proposal.cause == Cause::kOfficer) return true;
  if (!associate::ProposesReferral(proposal.concern)) return false;
  if (proposal.subject.age == associate::Age::kChild && HasStrong(proposal.signs)) return true;
  return proposal.concern.points >= limit;
}

}  // namespace chowki::safeguard
