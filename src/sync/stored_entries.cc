#include "sync/stored_entries.h"

#include <utility>

namespace chowki::sync {

Result<EntryStatements> EntryStatements::Prepare(sqlite::Database& database) {
  CHOWKI_ASSIGN_OR_RETURN(sqlite::Statement find,
                          database.Prepare("SELECT revision, body IS NULL FROM entry "
                                           "WHERE generation = ? AND bucket = ? AND id = ?"));
  // An update writes a row where it is; OR REPLACE would delete it first, and move its neighbours.
  CHOWKI_ASSIGN_OR_RETURN(
      sqlite::Statement put,
      database.Prepare("INSERT INTO entry (generation, bucket, id, revision, body) "
                       "VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
                       "revision = excluded.revision, body = excluded.body"));
  CHOWKI_ASSIGN_OR_RETURN(
      sqlite::Statement bucket,
      database.Prepare("SELECT id, body FROM entry "
                       "WHERE generation = ? AND bucket = ? AND body IS NOT NULL ORDER BY id"));
  CHOWKI_ASSIGN_OR_RETURN(
      sqlite::Statement clear,
      database.Prepare(
          "DELETE FROM entry WHERE generation = ? AND bucket = ? AND body IS NOT NULL"));
  return EntryStatements{std::move(find), std::move(put), std::move(bucket), std::move(clear)};
}

StoredEntries::StoredEntries(EntryStatements& statements, std::int64_t generation)
    : statements_(statements),
      generation_(generation),
      was_empty_(true),
      digests_(trust::EmptyBuckets()) {}

StoredEntries::StoredEntries(EntryStatements& statements, std::int64_t generation,
                             std::int64_t count, trust::BucketDigests digests)
    : statements_(statements),
      generation_(generation),
      was_empty_(false),
      count_(count),
      digests_(std::move(digests)) {}

Result<StoredEntries::Row> StoredEntries::Find(std::string_view id) const {
  sqlite::Statement& find = statements_.find;
  CHOWKI_RETURN_IF_ERROR(find.Bind(generation_, trust::BucketOf(id), id));
  CHOWKI_ASSIGN_OR_RETURN(const bool found, find.Step());
  if (!found) return Row{};
  const Row row{find.Int(0), find.Int(1) == 0};
  CHOWKI_ASSIGN_OR_RETURN(const bool more, find.Step());  // ends the statement
  CHOWKI_CHECK(!more);
  return row;
}

Result<std::int64_t> StoredEntries::RevisionOf(std::string_view id) const {
  CHOWKI_ASSIGN_OR_RETURN(const Row row, Find(id));
  return row.revision;
}

Result<bool> StoredEntries::Holds(std::string_view id) const {
  CHOWKI_ASSIGN_OR_RETURN(const Row row, Find(id));
  return row.held;
}

Status StoredEntries::Put(const trust::Record& record, const Digest& /*digest*/) {
  // A snapshot's records ascend: none is there twice.
  if (!was_empty_) {
    CHOWKI_ASSIGN_OR_RETURN(const Row row, Find(record.id));
    if (row.held) --count_;
  }
  ++count_;
  return statements_.put.Run(generation_, trust::BucketOf(record.id), record.id, record.revision,
                             sqlite::AsBlob(record.entry));
}

Status StoredEntries::Remove(const trust::Record& record) {
  --count_;  // whoever removes has asked Holds
  return statements_.put.Run(generation_, trust::BucketOf(record.id), record.id, record.revision,
                             nullptr);
}

Result<Digest> StoredEntries::HashBucket(int bucket) const {
  sqlite::Statement& rows = statements_.bucket;
  CHOWKI_RETURN_IF_ERROR(rows.Bind(generation_, bucket));
  trust::BucketHasher hasher;
  while (true) {
    CHOWKI_ASSIGN_OR_RETURN(const bool row, rows.Step());
    if (!row) return hasher.Finish();
    hasher.Add(rows.Text(0), Sha256(rows.Blob(1)));
  }
}

Status StoredEntries::SetDigests(const trust::BucketDigests& digests) {
  digests_ = digests;
  changed_ = true;
  return Ok();
}

Status StoredEntries::ReplaceBucket(int bucket, const std::vector<std::string>& entries) {
  CHOWKI_RETURN_IF_ERROR(statements_.clear.Run(generation_, bucket));
  for (const std::string& entry : entries) {
    std::string bytes;
    trust::AppendPut(bytes, entry);
    CHOWKI_ASSIGN_OR_RETURN(const auto record, trust::ParseRecord(bytes));
    CHOWKI_CHECK(record.has_value());
    CHOWKI_RETURN_IF_ERROR(statements_.put.Run(generation_, bucket, record->id, record->revision,
                                               sqlite::AsBlob(record->entry)));
  }
  return Ok();
}

}  // namespace chowki::sync
