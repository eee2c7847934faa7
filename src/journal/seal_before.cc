#include "journal/seal_before.h"

#include <filesystem>
#include <vector>

#include "base/log.h"
#include "journal/chain.h"
#include "journal/sealing.h"
#include "journal/suppressions.h"
#include "sqlite/statement.h"
#include "sqlite/transaction.h"

namespace chowki::journal {
namespace {

// Rows of one transaction: some 4 MB of payload.
constexpr std::int64_t kRowsAtOnce = 200;

Time TimeOf(std::int64_t us) { return Time(std::chrono::microseconds(us)); }

// Seals the next rows behind a sequence; false when there are none.
Result<bool> SealRows(sqlite::Database& database, vault::KeyFolder& keys, std::int64_t& behind) {
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Transaction transaction,
                          sqlite::Transaction::BeginWrite(database));
  std::vector<ChainRow> rows;
  {
    CHOWKI_ASSIGN_OR_RETURN(
        sqlite::Statement find,
        database.Prepare("SELECT sequence, time_us, kind, payload FROM chain WHERE digest IS NULL "
                         "AND sequence > ? ORDER BY sequence LIMIT ?"));
    CHOWKI_RETURN_IF_ERROR(find.Bind(behind, kRowsAtOnce));
    while (true) {
      CHOWKI_ASSIGN_OR_RETURN(const bool more, find.Step());
      if (!more) break;
      rows.push_back({find.Int(0), find.Int(1), find.Text(2), find.Blob(3), {}, {}});
    }
  }
  CHOWKI_ASSIGN_OR_RETURN(
      sqlite::Statement put,
      database.Prepare("UPDATE chain SET payload = ?, hit = ?, digest = ? WHERE sequence = ?"));
  for (const ChainRow& row : rows) {
    CHOWKI_ASSIGN_OR_RETURN(const Parts sealed,
                            Seal(keys, row.kind, TimeOf(row.time_us), row.payload));
    std::optional<Bytes> hit;
    if (sealed.hit) hit = sqlite::AsBlob(*sealed.hit);
    CHOWKI_RETURN_IF_ERROR(
        put.Run(sqlite::AsBlob(sealed.main), hit, Sha256(row.payload), row.sequence));
    behind = row.sequence;
  }
  CHOWKI_RETURN_IF_ERROR(transaction.Commit());
  return !rows.empty();
}

// People of suppressions stood there as plain digests.
Status HashPeople(sqlite::Database& database, vault::KeyFolder& keys) {
  struct Line {
    std::string screening, list, entry;
    Digest person;
    std::int64_t time_us;
  };
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Transaction transaction,
                          sqlite::Transaction::BeginWrite(database));
  std::vector<Line> lines;
  {
    CHOWKI_ASSIGN_OR_RETURN(
        sqlite::Statement find,
        database.Prepare("SELECT p.screening, p.list, p.entry, p.person, d.time_us "
                         "FROM suppression p JOIN screening s ON s.id = p.screening "
                         "JOIN chain d ON d.sequence = s.decision_sequence WHERE p.proof IS NULL"));
    CHOWKI_RETURN_IF_ERROR(find.Bind());
    while (true) {
      CHOWKI_ASSIGN_OR_RETURN(const bool more, find.Step());
      if (!more) break;
      lines.push_back({find.Text(0), find.Text(1), find.Text(2),
                       find.DigestAt(3).value_or(Digest{}), find.Int(4)});
    }
  }
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Statement put,
                          database.Prepare("UPDATE suppression SET person = ?, proof = ? WHERE "
                                           "screening = ? AND list = ? AND entry = ?"));
  for (const Line& line : lines) {
    CHOWKI_ASSIGN_OR_RETURN(const auto key, keys.KeyFor(Name(KeyKind::kHit), TimeOf(line.time_us)));
    CHOWKI_RETURN_IF_ERROR(put.Run(PersonTag(*key, line.person),
                                   PersonProof(*key, line.person, line.screening), line.screening,
                                   line.list, line.entry));
  }
  CHOWKI_RETURN_IF_ERROR(database.Execute("UPDATE sealing SET todo = 'wipe'"));
  return transaction.Commit();
}

// What lies between the rows, and in the log beside the file.
Status Wipe(sqlite::Database& database) {
  std::error_code error;
  const std::filesystem::path path = database.path();
  const auto size = std::filesystem::file_size(path, error);
  const auto space =
      std::filesystem::space(path.parent_path().empty() ? "." : path.parent_path(), error);
  // The copy goes through the log: both may be as large as the file.
  const bool room = !error && space.available / 3 > size;
  Status wiped = room ? database.Execute("VACUUM") : ResourceExhausted("no room for a copy");
  if (wiped.ok()) {
    CHOWKI_ASSIGN_OR_RETURN(const std::int64_t busy,
                            database.QueryInt("PRAGMA wal_checkpoint(TRUNCATE)"));
    if (busy != 0) wiped = Unavailable("somebody reads the journal");
  }
  if (wiped.ok()) return database.Execute("UPDATE sealing SET todo = 'nothing'");
  log::Warning("journal.not_wiped", {{"fault", log::Value::Id(Message(wiped))}});
  return Ok();
}

}  // namespace

Status SealWhatWasBefore(sqlite::Database& database, vault::KeyFolder& keys) {
  const auto is_left = [&](std::string_view what) {
    return database.QueryInt(fmt::format("SELECT count(*) FROM sealing WHERE todo = '{}'", what));
  };
  CHOWKI_ASSIGN_OR_RETURN(const std::int64_t seal, is_left("seal"));
  if (seal != 0) {
    log::Info("journal.sealing", {});
    std::int64_t behind = 0;
    for (bool more = true; more;) {
      CHOWKI_ASSIGN_OR_RETURN(more, SealRows(database, keys, behind));
    }
    CHOWKI_RETURN_IF_ERROR(HashPeople(database, keys));
    log::Info("journal.sealed", {{"last_sequence", behind}});
  }
  CHOWKI_ASSIGN_OR_RETURN(const std::int64_t wipe, is_left("wipe"));
  return wipe != 0 ? Wipe(database) : Ok();
}

}  // namespace chowki::journal
