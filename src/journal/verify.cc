#include "journal/verify.h"

#include "journal/chain.h"
#include "journal/store.h"
#include "sqlite/database.h"
#include "sqlite/statement.h"
#include "sqlite/transaction.h"

namespace chowki::journal {
namespace {

// Whether what lists are made from says what the chain says: every screening of the chain and no
// other, each with its newest decision.
Result<bool> IndexAgrees(sqlite::Database& database) {
  CHOWKI_ASSIGN_OR_RETURN(
      const std::int64_t missing,
      database.QueryInt("SELECT count(*) FROM chain c LEFT JOIN screening s USING (sequence) "
                        "WHERE c.kind = 'screening' AND (s.id IS NULL "
                        "OR s.id IS NOT json_extract(c.payload, '$.id') "
                        "OR s.advice IS NOT json_extract(c.payload, '$.verdict.advice'))"));
  CHOWKI_ASSIGN_OR_RETURN(
      const std::int64_t foreign,
      database.QueryInt("SELECT count(*) FROM screening s LEFT JOIN chain c USING (sequence) "
                        "WHERE c.kind IS NOT 'screening'"));
  CHOWKI_ASSIGN_OR_RETURN(
      const std::int64_t wrong_decision,
      database.QueryInt(
          "SELECT count(*) FROM screening s LEFT JOIN ("
          "SELECT json_extract(payload, '$.screening') AS id, max(sequence) AS newest "
          "FROM chain WHERE kind = 'decision' GROUP BY 1) d ON d.id = s.id "
          "WHERE s.decision_sequence IS NOT d.newest"));
  constexpr std::string_view kNewest =
      "SELECT json_extract(payload, '$.id'), "
      "json_extract(payload, '$.state') IN ('proposed', 'confirmed'), max(sequence) "
      "FROM chain WHERE kind = 'provisional' GROUP BY 1";
  constexpr std::string_view kListed = "SELECT id, open, sequence FROM provisional";
  constexpr std::string_view kNewestLate =
      "SELECT json_extract(payload, '$.id'), json_extract(payload, '$.screening'), "
      "json_extract(payload, '$.match.list'), json_extract(payload, '$.match.entry'), "
      "json_extract(payload, '$.match.entry_digest'), "
      "json_extract(payload, '$.match.kind') IN ('missing', 'at_risk'), "
      "json_extract(payload, '$.acknowledged') IS NULL, min_sequence, sequence FROM chain JOIN "
      "(SELECT max(sequence) AS sequence, min(sequence) AS min_sequence FROM chain "
      "WHERE kind = 'late_alert' GROUP BY json_extract(payload, '$.id')) USING (sequence)";
  constexpr std::string_view kListedLate =
      "SELECT id, screening, list, entry, lower(hex(digest)), victim, open, raised, sequence "
      "FROM late_alert";
  // Both ways: nothing that a decision in force says is missing, and nothing was put beside it.
  constexpr std::string_view kSaid =
      "SELECT s.id, ifnull(json_extract(h.value, '$.list'), ''), json_extract(h.value, '$.entry'), "
      "json_extract(h.value, '$.suppress_until') "
      "FROM screening s JOIN chain d ON d.sequence = s.decision_sequence, "
      "json_each(d.payload, '$.decision.hit_dispositions') h "
      "WHERE json_extract(h.value, '$.suppress_until') IS NOT NULL AND s.state = 'in_force'";
  constexpr std::string_view kFiled = "SELECT screening, list, entry, until_us FROM suppression";
  constexpr std::string_view kMarks =
      "SELECT 'reason', json_extract(r.value, '$.code'), s.time_us, s.sequence "
      "FROM screening s JOIN chain c USING (sequence), json_each(c.payload, '$.verdict.reasons') r "
      "UNION SELECT 'band', json_extract(m.value, '$.band'), s.time_us, s.sequence "
      "FROM screening s JOIN chain c USING (sequence), json_each(c.payload, '$.matches') m "
      "WHERE json_extract(m.value, '$.alert') "
      "UNION SELECT 'officer', o.value, s.time_us, s.sequence "
      "FROM screening s JOIN chain d ON d.sequence = s.decision_sequence, "
      "json_each(json_array(json_extract(d.payload, '$.decision.officer'), "
      "json_extract(d.payload, '$.decision.second_officer'))) o WHERE o.value <> ''";
  constexpr std::string_view kMarked = "SELECT kind, value, time_us, sequence FROM screening_mark";
  // What is counted of a screening: its own part, and that of its newest decision.
  constexpr std::string_view kTold =
      "SELECT c.sequence, json_extract(c.payload, '$.time'), "
      "json_extract(c.payload, '$.lane'), json_array_length(c.payload, '$.matches'), "
      "(SELECT count(*) FROM json_each(c.payload, '$.matches') m "
      "WHERE json_extract(m.value, '$.suppression') IS NOT NULL), "
      "(SELECT ifnull(sum(json_extract(t.value, '$.elapsed_us')), 0) "
      "FROM json_each(c.payload, '$.timings') t), "
      "CASE WHEN d.sequence IS NULL THEN 'open' "
      "ELSE ifnull(json_extract(d.payload, '$.decision.standing'), 'in_force') END, "
      "json_extract(d.payload, '$.decision.outcome'), json_extract(d.payload, '$.decision.time') "
      "FROM screening s JOIN chain c USING (sequence) "
      "LEFT JOIN chain d ON d.sequence = s.decision_sequence";
  constexpr std::string_view kCounted =
      "SELECT sequence, time_us, lane, matches, suppressed, elapsed_us, state, outcome, decided_us "
      "FROM screening";
  std::int64_t wrong_rows = 0;
  for (const auto& [all, known] :
       {std::pair(kSaid, kFiled), std::pair(kFiled, kSaid), std::pair(kNewest, kListed),
        std::pair(kListed, kNewest), std::pair(kNewestLate, kListedLate),
        std::pair(kListedLate, kNewestLate), std::pair(kMarks, kMarked), std::pair(kMarked, kMarks),
        std::pair(kTold, kCounted)}) {
    CHOWKI_ASSIGN_OR_RETURN(
        const std::int64_t wrong,
        database.QueryInt(fmt::format(
            "SELECT count(*) FROM (SELECT * FROM ({}) EXCEPT SELECT * FROM ({}))", all, known)));
    wrong_rows += wrong;
  }
  return missing == 0 && foreign == 0 && wrong_decision == 0 && wrong_rows == 0;
}

// Walks the rows; false when one does not hold, which is then told in `out`.
Result<bool> WalkRows(sqlite::Database& database, const std::optional<Head>& expected,
                      Verification& out) {
  const auto broken = [&](std::int64_t sequence, std::string reason) {
    out.broken_at = sequence;
    out.reason = std::move(reason);
    return false;
  };
  CHOWKI_ASSIGN_OR_RETURN(
      sqlite::Statement rows,
      database.Prepare(
          "SELECT sequence, time_us, kind, payload, previous, hash FROM chain ORDER BY sequence"));
  CHOWKI_RETURN_IF_ERROR(rows.Bind());
  while (true) {
    CHOWKI_ASSIGN_OR_RETURN(const bool more, rows.Step());
    if (!more) return true;
    ChainRow row{rows.Int(0), rows.Int(1), rows.Text(2), rows.Blob(3), {}, {}};
    const std::int64_t next = out.head.sequence + 1;
    if (row.sequence != next) return broken(next, "the row is missing");
    const auto previous = rows.DigestAt(4);
    const auto hash = rows.DigestAt(5);
    if (!previous || *previous != out.head.hash) {
      return broken(next, "the row does not follow the row before it");
    }
    row.previous = *previous;
    if (!hash || *hash != HashOf(row)) return broken(next, "the row was changed");
    if (expected && expected->sequence == next && expected->hash != *hash) {
      return broken(next, "the row is not the one whose hash was written down");
    }
    out.head = {next, *hash};
    ++out.records;
  }
}

}  // namespace

Result<Verification> Verify(const std::filesystem::path& path,
                            const std::optional<Head>& expected) {
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Database database,
                          sqlite::Database::Open(path, {.access = sqlite::Access::kReadOnly}));
  CHOWKI_RETURN_IF_ERROR(sqlite::CheckSchema(database, JournalSchema()));
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Transaction view, sqlite::Transaction::BeginRead(database));
  CHOWKI_RETURN_IF_ERROR(database.CheckIntegrity());

  Verification out;
  CHOWKI_ASSIGN_OR_RETURN(const bool rows_hold, WalkRows(database, expected, out));
  if (!rows_hold) return out;
  const std::int64_t next = out.head.sequence + 1;
  CHOWKI_ASSIGN_OR_RETURN(const Head head, HeadOf(database));
  if (head != out.head) {
    out.broken_at = next;
    out.reason = fmt::format("the head names row {}: rows were cut off or added", head.sequence);
    return out;
  }
  if (expected && expected->sequence > head.sequence) {
    out.broken_at = next;
    out.reason = fmt::format("row {} was written down before, now the journal ends at {}",
                             expected->sequence, head.sequence);
    return out;
  }
  CHOWKI_ASSIGN_OR_RETURN(const bool agrees, IndexAgrees(database));
  if (!agrees) {
    out.broken_at = next;
    out.reason = "the list of screenings does not say what the chain says";
    return out;
  }
  out.intact = true;
  return out;
}

}  // namespace chowki::journal
