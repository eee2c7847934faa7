#pragma once

#include <map>
#include <string_view>

#include "base/status.h"

namespace chowki::verify {

// What a reason means, in words for people. Text may hold `code` between back quotes.
struct Explanation {
  std::string_view cause;
  std::string_view action;  // what the officer does
};

// What the page says about one check.
struct CheckExplanation {
  std::string_view title;  // "Check digits of the MRZ"
  std::map<std::string_view, Explanation> reasons;
};

using Explanations = std::map<std::string_view, CheckExplanation>;  // by check id

// The section of what any check may say.
inline constexpr std::string_view kAnyCheck = "Any check";

// docs/findings.md, built in: these texts live on that page and nowhere else.
//
// thread  safe.
[[nodiscard]] const Explanations& FindingsPage();

// "" when the page has no such check.
[[nodiscard]] std::string_view TitleOf(std::string_view check);

// nullptr when the page has no such reason.
[[nodiscard]] const Explanation* Explain(std::string_view check, std::string_view reason);

// Reads a page of sections "## `check.id`: title" with rows "| `reason` | cause | action |".
//
// returns  views into `page`.
// errors   kInvalidArgument naming a row or a section that is there twice.
[[nodiscard]] Result<Explanations> ParseFindingsPage(std::string_view page);

}  // namespace chowki::verify
