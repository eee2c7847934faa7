#include "safeguard/access_log.h"

#include "base/digest.h"
#include "base/text.h"
#include "sqlite/transaction.h"

namespace chowki::safeguard {
namespace {

// SHA-256 over the hash before, in hex, and the row's own columns, texts by their hash.
Digest HashOf(const Digest& previous, std::int64_t sequence, std::int64_t time_us,
              const std::string& officer, const std::string& method, const std::string& subject) {
  return Sha256(
      Join({"chowki.access.1", ToHex(previous), std::to_string(sequence), std::to_string(time_us),
            ToHex(Sha256(officer)), ToHex(Sha256(method)), ToHex(Sha256(subject))},
           "\n"));
}

struct Place {
  std::int64_t sequence = 0;
  Digest hash{};
};

Result<Place> PlaceIn(sqlite::Database& database, std::string_view sql) {
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Statement find, database.Prepare(sql));
  CHOWKI_RETURN_IF_ERROR(find.Bind());
  CHOWKI_ASSIGN_OR_RETURN(const bool found, find.Step());
  const auto hash = found ? find.DigestAt(1) : std::nullopt;
  if (!hash) return DataLoss("{}: the log of accesses has lost its place", database.path());
  return Place{find.Int(0), *hash};
}

constexpr std::string_view kStart = "SELECT sequence, hash FROM access_start";
constexpr std::string_view kEnd =
    "SELECT sequence, hash FROM access UNION ALL SELECT sequence, hash FROM access_start "
    "ORDER BY sequence DESC LIMIT 1";

Time TimeOf(std::int64_t time_us) { return Time(std::chrono::microseconds(time_us)); }

std::int64_t Microseconds(Time time) {
  return std::chrono::duration_cast<std::chrono::microseconds>(time.time_since_epoch()).count();
}

}  // namespace

Status AppendAccess(sqlite::Database& database, const Access& access) {
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Transaction transaction,
                          sqlite::Transaction::BeginWrite(database));
  CHOWKI_ASSIGN_OR_RETURN(const Place end, PlaceIn(database, kEnd));
  const std::int64_t sequence = end.sequence + 1;
  const std::int64_t time_us = Microseconds(access.time);
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Statement put,
                          database.Prepare("INSERT INTO access VALUES (?, ?, ?, ?, ?, ?)"));
  CHOWKI_RETURN_IF_ERROR(
      put.Run(sequence, time_us, access.officer, access.method, access.subject,
              HashOf(end.hash, sequence, time_us, access.officer, access.method, access.subject)));
  return transaction.Commit();
}

Result<std::vector<Access>> ReadAccesses(sqlite::Database& database, std::int64_t below,
                                         int count) {
  CHOWKI_ASSIGN_OR_RETURN(
      sqlite::Statement find,
      database.Prepare("SELECT sequence, time_us, officer, method, subject FROM access "
                       "WHERE ? = 0 OR sequence < ? ORDER BY sequence DESC LIMIT ?"));
  CHOWKI_RETURN_IF_ERROR(find.Bind(below, below, count));
  std::vector<Access> accesses;
  while (true) {
    CHOWKI_ASSIGN_OR_RETURN(const bool more, find.Step());
    if (!more) return accesses;
    accesses.push_back(
        {find.Int(0), TimeOf(find.Int(1)), find.Text(2), find.Text(3), find.Text(4)});
  }
}

Status DropAccesses(sqlite::Database& database, Time before) {
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Transaction transaction,
                          sqlite::Transaction::BeginWrite(database));
  CHOWKI_ASSIGN_OR_RETURN(
      sqlite::Statement start,
      database.Prepare("UPDATE access_start SET (sequence, hash) = (SELECT sequence, hash FROM "
                       "access WHERE time_us < ?1 ORDER BY sequence DESC LIMIT 1) "
                       "WHERE EXISTS (SELECT 1 FROM access WHERE time_us < ?1)"));
  CHOWKI_RETURN_IF_ERROR(start.Run(Microseconds(before)));
  CHOWKI_RETURN_IF_ERROR(
      database.Execute("DELETE FROM access WHERE sequence <= (SELECT sequence FROM access_start)"));
  return transaction.Commit();
}

Status VerifyAccesses(sqlite::Database& database) {
  CHOWKI_ASSIGN_OR_RETURN(Place place, PlaceIn(database, kStart));
  CHOWKI_ASSIGN_OR_RETURN(
      sqlite::Statement all,
      database.Prepare("SELECT sequence, time_us, officer, method, subject, hash FROM access "
                       "ORDER BY sequence"));
  CHOWKI_RETURN_IF_ERROR(all.Bind());
  while (true) {
    CHOWKI_ASSIGN_OR_RETURN(const bool more, all.Step());
    if (!more) return Ok();
    const Digest hash =
        HashOf(place.hash, place.sequence + 1, all.Int(1), all.Text(2), all.Text(3), all.Text(4));
    if (all.Int(0) != place.sequence + 1 || all.DigestAt(5) != hash) {
      return DataLoss("{}: row {} of the log of accesses does not follow the one before",
                      database.path(), all.Int(0));
    }
    place = {all.Int(0), hash};
  }
}

}  // namespace chowki::safeguard
