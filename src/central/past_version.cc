#include "central/past_version.h"

#include "trust/bucket.h"
#include "trust/byte_text.h"

namespace chowki::central {
namespace {

Status Moved(const std::string& list, std::int64_t newest) {
  return WithDetail(Aborted("version {} of list {} is the newest by now", newest, list),
                    {"LIST_MOVED", {{"list", list}, {"newest", std::to_string(newest)}}});
}

// 0 at a relay, which has files alone.
Result<std::int64_t> NewestOf(sql::Connection& store, const std::string& list) {
  CHOWKI_ASSIGN_OR_RETURN(const auto row,
                          store.QueryOne("SELECT version FROM watchlist WHERE list = $1", list));
  if (row) return row->Int(0);
  return WithDetail(NotFound("there is no list {}", list), {"RESOURCE_UNKNOWN", {{"name", list}}});
}

}  // namespace

Result<PastVersion> PastVersion::Read(sql::Connection& store, const std::string& list,
                                      std::int64_t version) {
  PastVersion past;
  past.list_ = list;
  CHOWKI_ASSIGN_OR_RETURN(past.newest_, NewestOf(store, list));
  if (version == past.newest_) return past;
  if (version < 1 || version > past.newest_) return Moved(list, past.newest_);
  CHOWKI_ASSIGN_OR_RETURN(const std::int64_t epoch,
                          store.QueryInt("SELECT max(epoch) FROM version WHERE list = $1", list));
  CHOWKI_ASSIGN_OR_RETURN(
      const std::int64_t changes,
      store.QueryInt(
          "SELECT count(*) FROM revision WHERE list = $1 AND epoch = $2 AND version > $3", list,
          epoch, version));
  if (changes > kMostChanges) return Moved(list, past.newest_);
  CHOWKI_RETURN_IF_ERROR(store.ForEach(
      "SELECT r.id, (SELECT o.bytes FROM revision AS o WHERE o.list = $1 AND o.id = r.id "
      "AND (o.epoch < $2 OR o.version <= $3) ORDER BY o.revision DESC LIMIT 1) "
      "FROM revision AS r WHERE r.list = $1 AND r.epoch = $2 AND r.version > $3 GROUP BY r.id",
      {sql::ToValue(list), sql::ToValue(epoch), sql::ToValue(version)},
      [&](const sql::Row& row) -> Status {
        std::string id = row.Text(0);
        auto& bucket = past.before_[trust::BucketOf(id)];
        bucket[std::move(id)] = row.IsNull(1) ? std::nullopt : std::optional(row.Bytes(1));
        return Ok();
      }));
  return past;
}

Result<PastVersion::Entries> PastVersion::Bucket(sql::Connection& store, int bucket) const {
  CHOWKI_ASSIGN_OR_RETURN(
      const auto rows,
      store.Query("SELECT id, bytes FROM entry WHERE list = $1 AND bucket = $2", list_, bucket));
  Entries entries;
  for (const sql::Row& row : rows) entries[row.Text(0)] = row.Bytes(1);
  const auto changed = before_.find(bucket);
  if (changed == before_.end()) return entries;
  for (const auto& [id, bytes] : changed->second) {
    if (bytes) {
      entries[id] = *bytes;
    } else {
      entries.erase(id);
    }
  }
  return entries;
}

Result<std::string> PastVersion::Digests(sql::Connection& store) const {
  CHOWKI_ASSIGN_OR_RETURN(const auto row,
                          store.QueryOne("SELECT digests FROM watchlist WHERE list = $1", list_));
  if (!row || before_.empty()) return row ? row->Bytes(0) : std::string();
  CHOWKI_ASSIGN_OR_RETURN(auto digests, trust::BucketDigestsFromBytes(row->Bytes(0)));
  for (const auto& [bucket, changed] : before_) {
    CHOWKI_ASSIGN_OR_RETURN(const Entries entries, Bucket(store, bucket));
    trust::BucketHasher hasher;
    for (const auto& [id, bytes] : entries) hasher.Add(id, Sha256(bytes));
    digests[static_cast<size_t>(bucket)] = hasher.Finish();
  }
  return trust::ToBytes(digests);
}

Result<std::vector<std::string>> PastVersion::EntriesOf(sql::Connection& store, int bucket) const {
  CHOWKI_ASSIGN_OR_RETURN(const std::int64_t newest, NewestOf(store, list_));
  if (newest != newest_) return Moved(list_, newest);
  CHOWKI_ASSIGN_OR_RETURN(Entries entries, Bucket(store, bucket));
  std::vector<std::string> all;
  for (auto& [id, bytes] : entries) all.push_back(std::move(bytes));
  return all;
}

}  // namespace chowki::central
