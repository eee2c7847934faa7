#include "central/list_files.h"

#include "central/file_store.h"
#include "trust/record.h"

namespace chowki::central {
namespace {

// Digests bucket by bucket, of entries that come in their order.
class Digesting {
 public:
  void Add(int bucket, const std::string& id, const Digest& digest) {
    if (bucket != bucket_) EndBucket();
    bucket_ = bucket;
    hasher_.Add(id, digest);
  }
  [[nodiscard]] trust::BucketDigests Finish() {
    EndBucket();
    return std::move(digests_);
  }

 private:
  void EndBucket() {
    if (bucket_ >= 0) digests_[static_cast<size_t>(bucket_)] = hasher_.Finish();
  }
  int bucket_ = -1;
  trust::BucketHasher hasher_;
  trust::BucketDigests digests_ = trust::EmptyBuckets();
};

}  // namespace

Result<Snapshot> WriteSnapshot(sql::Connection& store, const Version& to) {
  Snapshot snapshot;
  Digesting digesting;
  const auto make = [&](trust::RecordFileWriter& writer) {
    std::string record;
    return store.ForEach(
        "SELECT bucket, id, digest, bytes FROM entry WHERE list = $1 ORDER BY bucket, id",
        {sql::ToValue(to.list)}, [&](const sql::Row& row) {
          record.clear();
          trust::AppendPut(record, row.Bytes(3));
          writer.Add(record);
          digesting.Add(static_cast<int>(row.Int(0)), row.Text(1),
                        row.DigestAt(2).value_or(Digest{}));
          ++snapshot.entries;
          return Ok();
        });
  };
  CHOWKI_ASSIGN_OR_RETURN(snapshot.file, WriteFile(store, to.list, to.number, make));
  snapshot.digests = digesting.Finish();
  return snapshot;
}

Result<trust::Delta> WriteStep(sql::Connection& store, const Version& to, const Version& from,
                               const std::vector<ChangeSet>& sets) {
  trust::Delta delta{from.number, from.state_root, {}, 0};
  const auto make = [&](trust::RecordFileWriter& writer) -> Status {
    for (const ChangeSet& set : sets) {
      delta.records += set.records;
      CHOWKI_RETURN_IF_ERROR(
          store.ForEach("SELECT bytes FROM record WHERE change_set = $1 ORDER BY id",
                        {sql::ToValue(set.number)}, [&](const sql::Row& row) {
                          writer.Add(row.Bytes(0));
                          return Ok();
                        }));
    }
    return Ok();
  };
  CHOWKI_ASSIGN_OR_RETURN(delta.file, WriteFile(store, to.list, to.number, make));
  CHOWKI_RETURN_IF_ERROR(MarkStep(store, delta.file.sha256));
  return delta;
}

Result<std::optional<trust::Delta>> WriteSpan(sql::Connection& store, const Version& to,
                                              const Version& from) {
  CHOWKI_ASSIGN_OR_RETURN(
      const std::int64_t moved,
      store.QueryInt(
          "SELECT count(*) FROM revision WHERE list = $1 AND epoch = $2 AND version > $3", to.list,
          to.epoch, from.number));
  if (moved * 2 > to.entries) return std::optional<trust::Delta>();
  trust::Delta delta{from.number, from.state_root, {}, 0};
  const auto make = [&](trust::RecordFileWriter& writer) {
    std::string record;
    return store.ForEach(
        "SELECT r.id, r.revision, r.bytes, "
        "(SELECT CASE WHEN o.bytes IS NULL THEN 0 ELSE 1 END FROM revision AS o "
        "WHERE o.list = $1 AND o.id = r.id AND (o.epoch < $2 OR o.version <= $3) "
        "ORDER BY o.revision DESC LIMIT 1) "
        "FROM revision AS r WHERE r.list = $1 AND r.epoch = $2 AND r.version > $3 "
        "AND r.revision = (SELECT max(n.revision) FROM revision AS n WHERE n.list = $1 "
        "AND n.id = r.id) ORDER BY r.id",
        {sql::ToValue(to.list), sql::ToValue(to.epoch), sql::ToValue(from.number)},
        [&](const sql::Row& row) {
          const bool removed = row.IsNull(2);
          const bool was_there = row.Bool(3);
          if (removed && !was_there) return Ok();  // came and went between the two
          record.clear();
          if (removed) {
            trust::AppendRemove(record, row.Text(0), row.Int(1), to.published);
          } else {
            trust::AppendPut(record, row.Bytes(2));
          }
          writer.Add(record);
          ++delta.records;
          return Ok();
        });
  };
  CHOWKI_ASSIGN_OR_RETURN(delta.file, WriteFile(store, to.list, to.number, make));
  return std::optional<trust::Delta>(std::move(delta));
}

Status SetDigests(sql::Connection& store, const Version& version,
                  const trust::BucketDigests& digests) {
  return store.Execute("UPDATE watchlist SET version = $1, digests = $2 WHERE list = $3",
                       version.number, sql::Blob{trust::ToBytes(digests)}, version.list);
}

}  // namespace chowki::central
