#include "journal/verify.h"

#include <set>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "journal/chain.h"
#include "journal/payload.h"
#include "journal/sealing.h"
#include "journal/store.h"
#include "sqlite/database.h"
#include "sqlite/statement.h"
#include "sqlite/transaction.h"

namespace chowki::journal {
namespace {

using Marks = std::set<std::pair<std::string, std::string>>;  // kind and value

std::int64_t Microseconds(Time time) {
  return std::chrono::duration_cast<std::chrono::microseconds>(time.time_since_epoch()).count();
}

// Holds what lists are made from against what the chain says: every screening of the chain and no
// other, each with its newest decision. Of what is erased nothing can be said.
class IndexCheck {
 public:
  IndexCheck(sqlite::Database& database, vault::KeyFolder& keys)
      : database_(database), keys_(keys) {}

  // One row after the other.
  Result<bool> Agrees(const ChainRow& row, const Opened& opened) {
    if (row.kind == "screening") return Screening(row, opened);
    if (!opened.whole()) return true;
    if (row.kind == "decision") {
      CHOWKI_ASSIGN_OR_RETURN(const auto decision, DecisionFromPayload(opened.Payload()));
      // No newer one is hidden.
      CHOWKI_ASSIGN_OR_RETURN(
          auto find, database_.Prepare("SELECT decision_sequence FROM screening WHERE id = ?"));
      CHOWKI_RETURN_IF_ERROR(find.Bind(decision.screening));
      CHOWKI_ASSIGN_OR_RETURN(const bool found, find.Step());
      return found && find.Int(0) >= row.sequence;
    }
    if (row.kind == "provisional") return Provisional(row, opened);
    if (row.kind == "late_alert") return Late(row, opened);
    return true;
  }

  // What stands beside the rows that were walked.
  Result<bool> NothingElse() {
    for (const char* wrong :
         {"SELECT count(*) FROM screening s LEFT JOIN chain c USING (sequence) "
          "WHERE c.kind IS NOT 'screening'",
          "SELECT count(*) FROM provisional p LEFT JOIN chain c USING (sequence) "
          "WHERE c.kind IS NOT 'provisional'",
          "SELECT count(*) FROM late_alert a LEFT JOIN chain c USING (sequence) "
          "WHERE c.kind IS NOT 'late_alert'",
          "SELECT count(*) FROM suppression p LEFT JOIN screening s ON s.id = p.screening "
          "WHERE s.id IS NULL",
          "SELECT count(*) FROM screening_mark m LEFT JOIN screening s USING (sequence) "
          "WHERE m.time_us IS NOT s.time_us"}) {
      CHOWKI_ASSIGN_OR_RETURN(const std::int64_t rows, database_.QueryInt(wrong));
      if (rows != 0) return false;
    }
    return true;
  }

 private:
  Result<bool> Screening(const ChainRow& row, const Opened& opened) {
    CHOWKI_ASSIGN_OR_RETURN(
        auto find, database_.Prepare("SELECT id, lane, time_us, advice, matches, suppressed, "
                                     "elapsed_us, decision_sequence, state, outcome, decided_us "
                                     "FROM screening WHERE sequence = ?"));
    CHOWKI_RETURN_IF_ERROR(find.Bind(row.sequence));
    CHOWKI_ASSIGN_OR_RETURN(const bool listed, find.Step());
    if (!listed || !opened.whole()) return listed;
    CHOWKI_ASSIGN_OR_RETURN(const screen::Screening screening,
                            ScreeningFromPayload(opened.Payload()));
    std::int64_t elapsed_us = 0;
    for (const screen::StageTiming& stage : screening.timings) elapsed_us += stage.elapsed.count();
    Marks marks;
    for (const decide::Reason& reason : screening.verdict.reasons) {
      marks.emplace("reason", reason.code);
    }
    std::int64_t suppressed = 0;
    for (const identify::Match& match : screening.matches) {
      if (match.alert) marks.emplace("band", Name(match.band));
      if (match.suppression) ++suppressed;
    }
    if (find.Text(0) != screening.id || find.Text(1) != screening.lane ||
        find.Int(2) != Microseconds(screening.time) ||
        find.Text(3) != Name(screening.verdict.advice) ||
        find.Int(4) != std::ssize(screening.matches) || find.Int(5) != suppressed ||
        find.Int(6) != elapsed_us) {
      return false;
    }
    std::optional<Decision> decision;
    bool decision_known = true;
    if (!find.IsNull(7)) {
      CHOWKI_ASSIGN_OR_RETURN(auto decided, database_.Prepare(fmt::format(
                                                "SELECT kind, {} FROM chain WHERE sequence = ?",
                                                SealedColumns("chain"))));
      CHOWKI_RETURN_IF_ERROR(decided.Bind(find.Int(7)));
      CHOWKI_ASSIGN_OR_RETURN(const bool there, decided.Step());
      if (!there || decided.Text(0) != "decision") return false;
      CHOWKI_ASSIGN_OR_RETURN(const Opened part, OpenRow(keys_, decided, 1));
      decision_known = part.whole();
      if (decision_known) {
        CHOWKI_ASSIGN_OR_RETURN(auto payload, DecisionFromPayload(part.Payload()));
        if (payload.screening != screening.id) return false;
        decision = std::move(payload.decision);
      }
    }
    if (decision_known) {
      const std::string_view outcome = decision ? Name(decision->outcome) : "";
      const std::int64_t decided_us = decision ? Microseconds(decision->time) : 0;
      if (find.Text(8) != Name(StateOf(decision)) || find.Text(9) != outcome ||
          find.Int(10) != decided_us) {
        return false;
      }
      if (decision) {
        for (const std::string& officer : {decision->officer, decision->second_officer}) {
          if (!officer.empty()) marks.emplace("officer", officer);
        }
      }
      CHOWKI_ASSIGN_OR_RETURN(const bool same, SameSuppressions(screening.id, decision));
      if (!same) return false;
    }
    return SameMarks(marks, find.Int(2), row.sequence, decision_known);
  }

  // Both ways: nothing that a decision in force says is missing, and nothing was put beside it.
  Result<bool> SameSuppressions(const std::string& screening,
                                const std::optional<Decision>& decision) {
    std::set<std::tuple<std::string, std::string, std::int64_t>> said;
    std::set<std::tuple<std::string, std::string, std::int64_t>> filed;
    if (StateOf(decision) == DecisionState::kInForce) {
      for (const HitDisposition& hit : decision->hit_dispositions) {
        if (!hit.suppress_until) continue;
        said.emplace(hit.list, hit.entry, Microseconds(*hit.suppress_until));
      }
    }
    CHOWKI_ASSIGN_OR_RETURN(
        auto find,
        database_.Prepare("SELECT list, entry, until_us FROM suppression WHERE screening = ?"));
    CHOWKI_RETURN_IF_ERROR(find.Bind(screening));
    while (true) {
      CHOWKI_ASSIGN_OR_RETURN(const bool more, find.Step());
      if (!more) return said == filed;
      filed.emplace(find.Text(0), find.Text(1), find.Int(2));
    }
  }

  Result<bool> SameMarks(const Marks& marks, std::int64_t time_us, std::int64_t sequence,
                         bool with_officers) {
    CHOWKI_ASSIGN_OR_RETURN(
        auto find, database_.Prepare("SELECT kind, value FROM screening_mark WHERE "
                                     "kind IN ('reason', 'band', 'officer') AND time_us = ? "
                                     "AND sequence = ?"));
    CHOWKI_RETURN_IF_ERROR(find.Bind(time_us, sequence));
    Marks listed;
    while (true) {
      CHOWKI_ASSIGN_OR_RETURN(const bool more, find.Step());
      if (!more) return listed == marks;
      if (with_officers || find.Text(0) != "officer") listed.emplace(find.Text(0), find.Text(1));
    }
  }

  Result<bool> Provisional(const ChainRow& row, const Opened& opened) {
    CHOWKI_ASSIGN_OR_RETURN(const auto entry, ProvisionalFromPayload(opened.Payload()));
    CHOWKI_ASSIGN_OR_RETURN(
        auto find, database_.Prepare(
                       "SELECT id, open, sequence FROM provisional WHERE id = ? OR sequence = ?"));
    CHOWKI_RETURN_IF_ERROR(find.Bind(entry.entry.id, row.sequence));
    bool listed = false;
    while (true) {
      CHOWKI_ASSIGN_OR_RETURN(const bool more, find.Step());
      if (!more) return listed;
      if (find.Text(0) != entry.entry.id || find.Int(2) < row.sequence) return false;
      if (find.Int(2) == row.sequence && (find.Int(1) != 0) != IsOpen(entry.state)) return false;
      listed = true;
    }
  }

  Result<bool> Late(const ChainRow& row, const Opened& opened) {
    CHOWKI_ASSIGN_OR_RETURN(const auto alert, LateAlertFromPayload(opened.Payload()));
    CHOWKI_ASSIGN_OR_RETURN(
        auto find,
        database_.Prepare("SELECT id, sequence, raised, open, screening, list, entry, "
                          "digest, victim FROM late_alert WHERE id = ? OR sequence = ?"));
    CHOWKI_RETURN_IF_ERROR(find.Bind(alert.id, row.sequence));
    bool listed = false;
    while (true) {
      CHOWKI_ASSIGN_OR_RETURN(const bool more, find.Step());
      if (!more) return listed;
      if (find.Text(0) != alert.id || find.Int(1) < row.sequence || find.Int(2) > row.sequence) {
        return false;
      }
      if (find.Int(1) == row.sequence && (find.Int(3) != 0) == alert.acknowledged.has_value()) {
        return false;
      }
      if (find.Text(4) != alert.screening || find.Text(5) != alert.match.list ||
          find.Text(6) != alert.match.entry || find.DigestAt(7) != alert.match.entry_digest ||
          (find.Int(8) != 0) != IsVictim(alert.match)) {
        return false;
      }
      listed = true;
    }
  }

  sqlite::Database& database_;
  vault::KeyFolder& keys_;
};

// Walks the rows; false when one does not hold, which is then told in `out`.
//
// index  whether the lists agree with the rows so far.
Result<bool> WalkRows(sqlite::Database& database, vault::KeyFolder& keys,
                      const std::optional<Head>& expected, Verification& out, bool& index) {
  const auto broken = [&](std::int64_t sequence, std::string reason) {
    out.broken_at = sequence;
    out.reason = std::move(reason);
    return false;
  };
  CHOWKI_ASSIGN_OR_RETURN(
      sqlite::Statement rows,
      database.Prepare(fmt::format("SELECT sequence, time_us, kind, previous, hash, {} FROM chain "
                                   "ORDER BY sequence",
                                   SealedColumns("chain"))));
  CHOWKI_RETURN_IF_ERROR(rows.Bind());
  IndexCheck lists(database, keys);
  while (true) {
    CHOWKI_ASSIGN_OR_RETURN(const bool more, rows.Step());
    if (!more) break;
    ChainRow row{rows.Int(0), rows.Int(1), rows.Text(2), {}, {}, {}};
    const std::int64_t next = out.head.sequence + 1;
    if (row.sequence != next) return broken(next, "the row is missing");
    const auto previous = rows.DigestAt(3);
    const auto hash = rows.DigestAt(4);
    if (!previous || *previous != out.head.hash) {
      return broken(next, "the row does not follow the row before it");
    }
    row.previous = *previous;
    // What the payload must be, or must have been.
    row.erased = rows.DigestAt(7);
    const auto opened = OpenRow(keys, rows, 5);
    if (opened.status().code() == StatusCode::kDataLoss) return broken(next, "the row was changed");
    CHOWKI_RETURN_IF_ERROR(opened.status());
    if (opened->whole()) {
      row.payload = opened->Payload();
      if (row.erased && *row.erased != Sha256(row.payload)) {
        return broken(next, "the row was changed");
      }
    } else {
      ++out.erased;
      out.newest_erased = Time(std::chrono::microseconds(row.time_us));
    }
    if (!hash || *hash != HashOf(row)) return broken(next, "the row was changed");
    if (expected && expected->sequence == next && expected->hash != *hash) {
      return broken(next, "the row is not the one whose hash was written down");
    }
    if (index) {
      const auto agrees = lists.Agrees(row, *opened);
      if (!agrees.ok() && agrees.status().code() != StatusCode::kDataLoss) return agrees.status();
      index = agrees.ok() && *agrees;
    }
    out.head = {next, *hash};
    ++out.records;
  }
  if (index) {
    CHOWKI_ASSIGN_OR_RETURN(index, lists.NothingElse());
  }
  return true;
}

}  // namespace

Result<Verification> Verify(const std::filesystem::path& path, const std::optional<Head>& expected,
                            const std::filesystem::path& keys) {
  CHOWKI_ASSIGN_OR_RETURN(const auto folder, OpenKeys(path, keys, true));
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Database database,
                          sqlite::Database::Open(path, {.access = sqlite::Access::kReadOnly}));
  CHOWKI_RETURN_IF_ERROR(sqlite::CheckSchema(database, JournalSchema()));
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Transaction view, sqlite::Transaction::BeginRead(database));
  CHOWKI_RETURN_IF_ERROR(database.CheckIntegrity());

  Verification out;
  bool agrees = true;
  CHOWKI_ASSIGN_OR_RETURN(const bool rows_hold, WalkRows(database, *folder, expected, out, agrees));
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
  if (!agrees) {
    out.broken_at = next;
    out.reason = "the list of screenings does not say what the chain says";
    return out;
  }
  out.intact = true;
  return out;
}

}  // namespace chowki::journal
