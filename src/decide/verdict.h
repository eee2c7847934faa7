#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace chowki::decide {

// The advice to an officer. There is no value that means "let in" or "refuse": clear says only that
// no check asked for a second look.
enum class Advice { kClear, kAttention, kRefer };

[[nodiscard]] std::string_view Name(Advice advice);  // "clear", "attention", "refer"

// What a reason points at.
enum class ReasonKind { kFinding, kMatch, kSign, kSystem };

[[nodiscard]] std::string_view Name(ReasonKind kind);  // "finding", "match", "sign", "system"

struct Reason {
  Advice level = Advice::kAttention;
  ReasonKind kind = ReasonKind::kSystem;
  int index = -1;    // into the screening's findings, matches or signs; -1 for kSystem
  std::string code;  // "mrz.check_digits.birth_date_wrong", "watchlist.suspect.strong"
  // The traveller must not notice it: it counts in what officers see and not at the kiosk.
  bool officers_only = false;
  bool operator==(const Reason&) const = default;
};

struct Verdict {
  Advice advice = Advice::kAttention;  // only evidence lowers it to clear
  double risk = 0;                     // [0,1], orders documents by suspicion (decide/risk.h)
  std::vector<Reason> reasons;         // most serious first
  bool operator==(const Verdict&) const = default;
};

// The advice without the reasons that are for officers only.
[[nodiscard]] Advice KioskAdvice(const Verdict& verdict);

}  // namespace chowki::decide
