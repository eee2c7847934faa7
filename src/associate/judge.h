#pragma once

#include <span>
#include <vector>

#include "associate/case.h"
#include "associate/sign.h"

namespace chowki::associate {

// The signs of a party, in the order of the catalogue. Whoever of the party was screened is judged;
// ask again when one more of it was.
//
// thread  pure.
[[nodiscard]] std::vector<Sign> Judge(const Case& one);

// Those of a party's signs that concern one of it: only they are weighed together. In a coach one
// traveller's telephone and another's silence are nobody's case.
[[nodiscard]] std::vector<Sign> Concerning(std::span<const Sign> signs,
                                           const std::string& screening);

// How much the signs that concern one person weigh together.
struct Concern {
  double points = 0;       // of each family the strongest sign, added
  int families = 0;        // that weigh more than a note
  bool may_refer = false;  // two families, or one strong sign; else nothing is proposed
  bool operator==(const Concern&) const = default;
};

// source  reference/trafficking_indicators.json (combination).
[[nodiscard]] Concern Weigh(std::span<const Sign> signs);

// From so many points on a referral to a trained officer is proposed: never a refusal.
//
// source  the simulation: docs/people.md.
inline constexpr double kReferralPoints = 9.1;

[[nodiscard]] bool ProposesReferral(const Concern& concern);

}  // namespace chowki::associate
