#include "journal/count.h"

#include <array>

#include "sqlite/statement.h"
#include "sqlite/transaction.h"

namespace chowki::journal {
namespace {

using std::chrono::microseconds;

std::int64_t Microseconds(auto duration) {
  return std::chrono::duration_cast<microseconds>(duration).count();
}

constexpr std::array kAdvices{decide::Advice::kClear, decide::Advice::kAttention,
                              decide::Advice::kRefer};
constexpr std::array kOutcomes{Outcome::kProceed, Outcome::kRefer, Outcome::kRefuse};

// What every question is restricted to.
constexpr std::string_view kSpan =
    "s.time_us >= ?1 AND s.time_us < ?2 AND (?3 = '' OR s.checkpoint = ?3) "
    "AND (?4 = '' OR s.lane = ?4)";

template <typename Row>
Status ForEach(sqlite::Database& database, const std::string& sql, const StatisticsSpan& span,
               Row row) {
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Statement find, database.Prepare(sql));
  CHOWKI_RETURN_IF_ERROR(find.Bind(Microseconds(span.from.time_since_epoch()),
                                   Microseconds(span.to.time_since_epoch()), span.checkpoint,
                                   span.lane));
  while (true) {
    CHOWKI_ASSIGN_OR_RETURN(const bool more, find.Step());
    if (!more) return Ok();
    row(find);
  }
}

Result<Statistics::Times> TimesOf(sqlite::Database& database, std::string_view value,
                                  std::string_view which, const StatisticsSpan& span) {
  Statistics::Times times;
  CHOWKI_RETURN_IF_ERROR(ForEach(
      database, fmt::format("SELECT count(*) FROM screening s WHERE {} AND {}", kSpan, which), span,
      [&](const sqlite::Statement& row) { times.count = row.Int(0); }));
  if (times.count == 0) return times;
  for (const auto& [percent, out] :
       {std::pair(50, &times.median), std::pair(95, &times.percentile_95)}) {
    const std::int64_t rank = (times.count * percent + 99) / 100;  // from 1
    CHOWKI_RETURN_IF_ERROR(ForEach(
        database,
        fmt::format("SELECT {} AS value FROM screening s WHERE {} AND {} ORDER BY value LIMIT 1 "
                    "OFFSET {}",
                    value, kSpan, which, rank - 1),
        span, [&](const sqlite::Statement& row) { *out = microseconds(row.Int(0)); }));
  }
  return times;
}

}  // namespace

Result<Statistics> Count(sqlite::Database& database, const StatisticsSpan& span) {
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Transaction view, sqlite::Transaction::BeginRead(database));
  Statistics all;
  const std::int64_t offset = Microseconds(span.utc_offset);
  const std::int64_t period = Microseconds(span.period);
  // Whole periods since 1970 where the day begins; times before it do not occur.
  CHOWKI_RETURN_IF_ERROR(
      ForEach(database,
              fmt::format("SELECT (s.time_us + {0}) / {1} AS period, sum(s.advice = 'clear'), "
                          "sum(s.advice = 'attention'), sum(s.advice = 'refer') FROM screening s "
                          "WHERE {2} GROUP BY period ORDER BY period",
                          offset, period, kSpan),
              span, [&](const sqlite::Statement& row) {
                all.periods.push_back({Time(microseconds(row.Int(0) * period - offset)), row.Int(1),
                                       row.Int(2), row.Int(3)});
              }));
  CHOWKI_RETURN_IF_ERROR(
      ForEach(database,
              fmt::format("SELECT m.value, count(*) AS often, sum(s.advice = 'attention'), "
                          "sum(s.advice = 'refer'), sum(s.state = 'in_force'), "
                          "sum(s.state = 'in_force' AND s.outcome = 'proceed') "
                          "FROM screening_mark m CROSS JOIN screening s ON s.sequence = m.sequence "
                          "WHERE m.kind = 'reason' AND m.time_us >= ?1 AND m.time_us < ?2 AND {} "
                          "GROUP BY m.value ORDER BY often DESC, m.value LIMIT {}",
                          kSpan, Statistics::kMaxReasons),
              span, [&](const sqlite::Statement& row) {
                all.reasons.push_back(
                    {row.Text(0), row.Int(1), row.Int(2), row.Int(3), row.Int(4), row.Int(5)});
              }));
  CHOWKI_RETURN_IF_ERROR(ForEach(
      database,
      fmt::format("SELECT s.advice, CASE s.state WHEN 'in_force' THEN s.outcome END AS said, "
                  "count(*) FROM screening s WHERE {} GROUP BY s.advice, said ORDER BY 1, 2",
                  kSpan),
      span, [&](const sqlite::Statement& row) {
        Statistics::Decided& decided = all.decisions.emplace_back();
        for (const auto advice : kAdvices) {
          if (Name(advice) == row.Text(0)) decided.advice = advice;
        }
        for (const Outcome outcome : kOutcomes) {
          if (Name(outcome) == row.Text(1)) decided.outcome = outcome;
        }
        decided.screenings = row.Int(2);
      }));
  CHOWKI_RETURN_IF_ERROR(
      ForEach(database,
              fmt::format("SELECT ifnull(sum(s.matches), 0), ifnull(sum(s.suppressed), 0), "
                          "ifnull(sum(s.state = 'awaits_signature'), 0) FROM screening s WHERE {}",
                          kSpan),
              span, [&](const sqlite::Statement& row) {
                all.matches = row.Int(0);
                all.suppressed = row.Int(1);
                all.awaiting_signature = row.Int(2);
              }));
  CHOWKI_ASSIGN_OR_RETURN(all.answer, TimesOf(database, "s.elapsed_us", "1", span));
  CHOWKI_ASSIGN_OR_RETURN(
      all.decision, TimesOf(database, "s.decided_us - s.time_us", "s.state = 'in_force'", span));
  return all;
}

}  // namespace chowki::journal
