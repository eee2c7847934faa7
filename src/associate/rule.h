#pragma once

#include <span>
#include <string_view>

#include "associate/sign.h"

namespace chowki::associate {

// One line of rules.inc: how much a sign weighs, what else it may be, and who says so.
struct SignRule {
  std::string_view id;
  Family family = Family::kGroup;
  double weight = 0;  // [0,1) as reference/trafficking_indicators.json has it, or ours
  double points = 0;  // what it adds now: tuned on the simulation
  std::string_view benign;
  std::string_view source;
};

// Only signs of this weight may ask for a referral alone.
//
// source  reference/trafficking_indicators.json ("two families or one weight >= 0.9").
inline constexpr double kStrongWeight = 0.9;
// Signs up to this weight are notes: they count beside another family only.
inline constexpr double kNoteWeight = 0.2;

[[nodiscard]] std::span<const SignRule> Rules();

// nullptr for an unknown id.
[[nodiscard]] const SignRule* FindRule(std::string_view id);

[[nodiscard]] Level LevelOf(const SignRule& rule);

}  // namespace chowki::associate
