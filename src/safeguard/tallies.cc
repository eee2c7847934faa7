#include "safeguard/tallies.h"

#include <algorithm>
#include <array>

#include "sqlite/statement.h"

namespace chowki::safeguard {

DaySpan DaysUntil(const Date& last, int days) { return {AddDays(last, 1 - days), last}; }

std::string_view NameOf(associate::Age age) {
  constexpr std::array<std::string_view, 3> kNames = {"child", "young", "adult"};
  return kNames[static_cast<size_t>(age)];
}

std::vector<Tally> GroupsOf(const Subject& subject) {
  return {{"all", "", ""},
          {"issuing_state", subject.issuing_state, ""},
          {"age", std::string(NameOf(subject.age)), ""},
          {"sex", std::string(1, subject.sex), ""}};
}

Status Add(sqlite::Database& database, const Date& day, const Tally& tally) {
  CHOWKI_ASSIGN_OR_RETURN(
      sqlite::Statement add,
      database.Prepare("INSERT INTO tally VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
                       "travellers = travellers + excluded.travellers, "
                       "referrals = referrals + excluded.referrals"));
  return add.Run(ToIso(day), tally.dimension, tally.value, tally.rule, tally.travellers,
                 tally.referrals);
}

Result<std::vector<Tally>> Sum(sqlite::Database& database, const DaySpan& span,
                               const std::string* rule) {
  CHOWKI_ASSIGN_OR_RETURN(
      sqlite::Statement find,
      database.Prepare("SELECT dimension, value, rule, sum(travellers), sum(referrals) FROM tally "
                       "WHERE day >= ?1 AND day <= ?2 AND (?3 OR rule = ?4 OR rule = '') "
                       "GROUP BY dimension, value, rule ORDER BY dimension, value, rule"));
  CHOWKI_RETURN_IF_ERROR(find.Bind(ToIso(span.first), ToIso(span.last), rule == nullptr,
                                   rule == nullptr ? std::string() : *rule));
  std::vector<Tally> sums;
  while (true) {
    CHOWKI_ASSIGN_OR_RETURN(const bool more, find.Step());
    if (!more) return sums;
    sums.push_back({find.Text(0), find.Text(1), find.Text(2), find.Int(3), find.Int(4)});
  }
}

Tally Find(const std::vector<Tally>& sums, std::string_view dimension, std::string_view value,
           std::string_view rule) {
  const auto found = std::ranges::find_if(sums, [&](const Tally& sum) {
    return sum.dimension == dimension && sum.value == value && sum.rule == rule;
  });
  if (found != sums.end()) return *found;
  return {std::string(dimension), std::string(value), std::string(rule)};
}

Compared Compare(const std::vector<Tally>& sums, const Tally& group, std::string_view rule) {
  const Share of_group = {Find(sums, group.dimension, group.value, rule).referrals,
                          Find(sums, group.dimension, group.value).travellers};
  const Share of_all = {Find(sums, "all", "", rule).referrals, Find(sums, "all").travellers};
  return {of_group, {of_all.some - of_group.some, of_all.all - of_group.all}};
}

Status DropTallies(sqlite::Database& database, const Date& before) {
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Statement drop,
                          database.Prepare("DELETE FROM tally WHERE day < ?"));
  return drop.Run(ToIso(before));
}

Status AddToMonth(sqlite::Database& database, const Date& day, const Subject& subject,
                  std::string_view what, int count) {
  CHOWKI_ASSIGN_OR_RETURN(
      sqlite::Statement add,
      database.Prepare("INSERT INTO month_tally VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
                       "count = count + excluded.count"));
  return add.Run(ToIso(day).substr(0, 7), NameOf(subject.age), std::string(1, subject.sex), what,
                 count);
}

Result<std::vector<MonthCell>> ReadMonths(sqlite::Database& database) {
  CHOWKI_ASSIGN_OR_RETURN(
      sqlite::Statement find,
      database.Prepare("SELECT month, age, sex, what, count FROM month_tally WHERE count > 0 "
                       "ORDER BY month, age, sex, what"));
  CHOWKI_RETURN_IF_ERROR(find.Bind());
  std::vector<MonthCell> cells;
  while (true) {
    CHOWKI_ASSIGN_OR_RETURN(const bool more, find.Step());
    if (!more) return cells;
    cells.push_back({find.Text(0), find.Text(1), find.Text(2), find.Text(3), find.Int(4)});
  }
}

}  // namespace chowki::safeguard
