#include "central/list_change.h"

#include "base/digest.h"
#include "trust/bucket.h"
#include "trust/record.h"

namespace chowki::central {

Result<bool> Fits(sql::Connection& store, const ChangeSet& set) {
  CHOWKI_ASSIGN_OR_RETURN(
      const std::int64_t moved,
      store.QueryInt("SELECT count(*) FROM record AS c WHERE c.change_set = $1 AND c.revision <> "
                     "1 + coalesce((SELECT max(r.revision) FROM revision AS r WHERE r.list = $2 "
                     "AND r.id = c.id), 0)",
                     set.number, set.list));
  return moved == 0;
}

Status ApplyToList(sql::Connection& store, const ChangeSet& set, const Version& version) {
  sql::RowInserter entries(store, "INSERT INTO entry (list, bucket, id, digest, bytes) VALUES", 5,
                           "ON CONFLICT (list, bucket, id) DO UPDATE SET digest = excluded.digest, "
                           "bytes = excluded.bytes");
  sql::RowInserter revisions(
      store, "INSERT INTO revision (list, id, revision, epoch, version, change_set, bytes) VALUES",
      7);
  const auto apply = [&](const sql::Row& row) -> Status {
    CHOWKI_ASSIGN_OR_RETURN(const auto record, trust::ParseRecord(row.Bytes(0)));
    if (!record) return DataLoss("a record of change set {} is cut off", set.number);
    const std::string id(record->id);
    const bool put = record->kind == trust::Record::Kind::kPut;
    const sql::Value bytes =
        put ? sql::Value(sql::Blob{std::string(record->entry)}) : sql::Value(nullptr);
    CHOWKI_RETURN_IF_ERROR(revisions.Add(set.list, id, record->revision, version.epoch,
                                         version.number, set.number, bytes));
    if (put) return entries.Add(set.list, trust::BucketOf(id), id, Sha256(record->entry), bytes);
    return store.Execute("DELETE FROM entry WHERE list = $1 AND bucket = $2 AND id = $3", set.list,
                         trust::BucketOf(id), id);
  };
  CHOWKI_RETURN_IF_ERROR(store.ForEach("SELECT bytes FROM record WHERE change_set = $1 ORDER BY id",
                                       {sql::ToValue(set.number)}, apply));
  CHOWKI_RETURN_IF_ERROR(entries.End());
  return revisions.End();
}

}  // namespace chowki::central
