#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/status.h"
#include "safeguard/proposal.h"
#include "safeguard/rates.h"
#include "sqlite/database.h"

namespace chowki::safeguard {

// One count of a day or of a span: how many travellers of a group, and how many were referred.
struct Tally {
  std::string dimension;  // "all", "issuing_state", "age", "sex", or one of those below
  std::string value;
  std::string rule;  // "": whatever the signs
  std::int64_t travellers = 0;
  std::int64_t referrals = 0;
  bool operator==(const Tally&) const = default;
};

// Dimensions that are no groups of travellers.
inline constexpr std::string_view kOpened = "opened";           // by the service
inline constexpr std::string_view kFeedback = "feedback";       // value "right" or "wrong"
inline constexpr std::string_view kOverBudget = "over_budget";  // left out

struct DaySpan {
  Date first;
  Date last;  // inclusive
};
// So many days until a day, it included.
[[nodiscard]] DaySpan DaysUntil(const Date& last, int days);

[[nodiscard]] std::string_view NameOf(associate::Age age);  // "child", "young", "adult"

// The groups to which somebody belongs: all, issuing state, age, sex.
[[nodiscard]] std::vector<Tally> GroupsOf(const Subject& subject);

// Adds to the counts of a day.
[[nodiscard]] Status Add(sqlite::Database& database, const Date& day, const Tally& tally);

// Sums over the days of a span.
//
// rule  nullptr: of every rule and of none.
[[nodiscard]] Result<std::vector<Tally>> Sum(sqlite::Database& database, const DaySpan& span,
                                             const std::string* rule = nullptr);

// One sum of those; zeros where there is none.
[[nodiscard]] Tally Find(const std::vector<Tally>& sums, std::string_view dimension,
                         std::string_view value = "", std::string_view rule = "");

// A group and everybody else, by one rule or by none, from sums.
struct Compared {
  Share group;
  Share others;
};
[[nodiscard]] Compared Compare(const std::vector<Tally>& sums, const Tally& group,
                               std::string_view rule);

// What is older than the rates and verdicts that are told from it.
inline constexpr int kTallyDays = 400;
[[nodiscard]] Status DropTallies(sqlite::Database& database, const Date& before);

// Referrals of a month, for the monthly figures.
struct MonthCell {
  std::string month;  // "2026-11"
  std::string age;
  std::string sex;
  std::string what;  // "opened", or the name of an outcome
  std::int64_t count = 0;
  bool operator==(const MonthCell&) const = default;
};
[[nodiscard]] Status AddToMonth(sqlite::Database& database, const Date& day, const Subject& subject,
                                std::string_view what, int count);
[[nodiscard]] Result<std::vector<MonthCell>> ReadMonths(sqlite::Database& database);

}  // namespace chowki::safeguard
