#pragma once

#include <cstdint>

#include "safeguard/proposal.h"

namespace chowki::safeguard {

// How many referrals the service may open by itself: what cannot be looked after helps nobody.
struct Budget {
  double per_mille = 1.0;  // of travellers, (0,1000]
};

// Over how many days, today included, travellers and referrals are counted: ours, four weeks.
inline constexpr int kBudgetDays = 28;

// So many are allowed however few travel: a quiet post's first ones are not left out. Ours.
inline constexpr double kLeastReferrals = 5;

// What was counted in the days of the budget.
struct Spent {
  std::int64_t travellers = 0;
  std::int64_t referrals = 0;  // that the service opened
};

// The points that a proposal needs now. associate::kReferralPoints until three quarters of the
// budget are used; from there on they double with each further eighth, so that the last quarter is
// kept for what weighs most. kNoPoints when it is used up.
[[nodiscard]] double ReferralLimit(const Budget& budget, const Spent& spent);

// More than any signs weigh together: five families of 10 points.
inline constexpr double kNoPoints = 51;

// Whether a referral is opened. A person's own needs no signs, and a strong sign about a child (or
// who may be one) is never left out.
[[nodiscard]] bool IsAdmitted(const Proposal& proposal, double limit);

}  // namespace chowki::safeguard
