#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/partial_date.h"
#include "base/status.h"

namespace chowki::figures {

// How often something was so in a month, of travellers who have all of this in common. Counts of
// events, never of named people; small ones stay where they are counted (protect.h).
struct Tally {
  std::string kind;           // one of kKinds
  std::string code;           // of the kind; "" for crossings
  std::string post;           // "" where a kind has no breakdowns
  std::string direction;      // "in", "out"; "": not known
  std::string issuing_state;  // ICAO code; "": not known
  std::string age;            // one of kAgeBands
  std::string sex;            // one of kSexes
  std::int64_t count = 0;
  bool operator==(const Tally&) const = default;
};

// crossing  screenings
// check     "check/outcome", of checks that were done: counted without breakdowns, since they are a
//           multiple of the crossings and would tell small ones
// forged    the code of a reason of the verdict that refers and comes from a finding
// hit       "category/band", of matches that alert
// decision  the outcome in force
// referral  a state or outcome of referrals, as posts report them
inline constexpr std::array<std::string_view, 6> kKinds{"crossing", "check",    "forged",
                                                        "hit",      "decision", "referral"};

// The longer ones are those of who does not know better: referrals tell children from others.
inline constexpr std::array<std::string_view, 8> kAgeBands{"0-11",  "12-17", "0-17", "18-24",
                                                           "25-64", "65+",   "25+",  "unknown"};
inline constexpr std::array<std::string_view, 3> kSexes{"female", "male", "unspecified"};

// "unknown" where what is known of the birth allows for two bands.
[[nodiscard]] std::string_view AgeBandOn(const PartialDate& birth, const Date& day);

// "2026-10".
struct Month {
  int year = 0;
  int month = 0;
  auto operator<=>(const Month&) const = default;
};
[[nodiscard]] std::string ToText(const Month& month);
[[nodiscard]] Month MonthOf(const Date& day);

// errors  kInvalidArgument unless YYYY-MM, of the years 2000 to 2999.
[[nodiscard]] Result<Month> ParseMonth(std::string_view text);

}  // namespace chowki::figures
