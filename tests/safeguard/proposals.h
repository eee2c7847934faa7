#pragma once

#include <string>
#include <vector>

#include "associate/rule.h"
#include "safeguard/referrals.h"

namespace chowki::test {

// A clock that tests turn.
class HandClock final : public Clock {
 public:
  [[nodiscard]] Time Now() const override { return now; }
  Time now =
      Time(std::chrono::sys_days(std::chrono::year(2026) / 11 / 23) + std::chrono::hours(10));
};

// A sign as its rule has it, about one screening.
inline associate::Sign SignOf(const std::string& id, const std::string& screening) {
  const associate::SignRule* rule = associate::FindRule(id);
  CHOWKI_CHECK(rule != nullptr);
  associate::Sign sign;
  sign.id = id;
  sign.family = rule->family;
  sign.level = LevelOf(*rule);
  sign.points = rule->points;
  sign.people = {screening};
  sign.benign = rule->benign;
  sign.source = rule->source;
  return sign;
}

// A child of UTO for whom these signs were seen.
inline safeguard::Proposal ProposalOf(const std::string& screening,
                                      const std::vector<std::string>& signs = {
                                          "repeat_escort", "documents_held_by_other"}) {
  safeguard::Proposal proposal;
  proposal.time = HandClock().now;
  proposal.screening = screening;
  proposal.party = {screening, screening + "-adult"};
  proposal.lane = "lane-2";
  proposal.subject = {"UTO", associate::Age::kChild, 'F'};
  for (const std::string& id : signs) proposal.signs.push_back(SignOf(id, screening));
  proposal.concern = associate::Weigh(proposal.signs);
  return proposal;
}

}  // namespace chowki::test
