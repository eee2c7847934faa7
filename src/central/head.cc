#include "central/head.h"

#include <tuple>

#include "trust/bucket.h"
#include "trust/envelope.h"

namespace chowki::central {
namespace {

// The newest epoch in which anything of the list was published, and its newest version.
constexpr char kNewest[] = "FROM version WHERE list = $1 ORDER BY epoch DESC, version DESC LIMIT 1";

std::vector<std::string> BytesOf(const std::vector<sql::Row>& rows) {
  std::vector<std::string> all;
  for (const sql::Row& row : rows) all.push_back(row.Bytes(0));
  return all;
}

}  // namespace

Result<std::shared_ptr<const Heads>> NewestHeads(sql::Connection& store,
                                                 const std::shared_ptr<const Heads>& known) {
  CHOWKI_ASSIGN_OR_RETURN(
      const std::int64_t sequence,
      store.QueryInt("SELECT heartbeat_sequence FROM deployment WHERE one = 1"));
  CHOWKI_ASSIGN_OR_RETURN(const std::int64_t root,
                          store.QueryInt("SELECT coalesce(max(version), 0) FROM trust_root"));
  if (known && known->sequence == sequence && known->root_version == root) return known;
  auto heads = std::make_shared<Heads>();
  heads->sequence = sequence;
  heads->root_version = root;
  CHOWKI_ASSIGN_OR_RETURN(const auto deployment,
                          store.QueryOne("SELECT heartbeat FROM deployment WHERE one = 1"));
  if (deployment) heads->heartbeat = deployment->Bytes(0);
  CHOWKI_ASSIGN_OR_RETURN(const auto lists, ListNames(store));
  for (const std::string& list : lists) {
    CHOWKI_ASSIGN_OR_RETURN(
        const auto newest,
        store.QueryOne(fmt::format("SELECT epoch, version, manifest {}", kNewest), list));
    if (newest) heads->lists[list] = {newest->Int(0), newest->Int(1), newest->Bytes(2)};
  }
  return heads;
}

Head HeadFor(const Heads& newest, std::span<const HeldVersion> held,
             std::int64_t heartbeat_sequence) {
  Head head;
  if (newest.sequence > heartbeat_sequence) head.heartbeat = newest.heartbeat;
  for (const HeldVersion& mine : held) {
    const auto found = newest.lists.find(mine.list);
    if (found == newest.lists.end()) continue;
    const Heads::List& list = found->second;
    if (std::tie(list.epoch, list.version) <= std::tie(mine.epoch, mine.version)) continue;
    head.manifests.push_back(list.manifest);
  }
  head.root_version = newest.root_version;
  return head;
}

Result<std::vector<std::string>> ManifestsAfter(sql::Connection& store, const std::string& list,
                                                std::int64_t version, std::int64_t limit) {
  CHOWKI_ASSIGN_OR_RETURN(const std::int64_t epoch,
                          store.QueryInt("SELECT max(epoch) FROM version WHERE list = $1", list));
  CHOWKI_ASSIGN_OR_RETURN(
      const auto rows,
      store.Query("SELECT manifest FROM version WHERE list = $1 AND epoch = $2 AND version > $3 "
                  "ORDER BY version LIMIT $4",
                  list, epoch, version, limit));
  std::vector<std::string> manifests;
  size_t bytes = 0;
  for (const sql::Row& row : rows) {
    bytes += row.Bytes(0).size();
    if (!manifests.empty() && bytes > trust::kMaxManifestBytes) break;
    manifests.push_back(row.Bytes(0));
  }
  return manifests;
}

Result<std::vector<std::string>> EntriesAfter(sql::Connection& store, const std::string& list,
                                              const std::string& after_id, std::int64_t limit) {
  const int bucket = after_id.empty() ? -1 : trust::BucketOf(after_id);
  CHOWKI_ASSIGN_OR_RETURN(
      const auto rows,
      store.Query("SELECT bytes FROM entry WHERE list = $1 AND (bucket, id) > ($2, $3) "
                  "ORDER BY bucket, id LIMIT $4",
                  list, bucket, after_id, limit));
  return BytesOf(rows);
}

Result<std::vector<EntryRevision>> RevisionsOf(sql::Connection& store, const std::string& list,
                                               const std::string& id) {
  CHOWKI_ASSIGN_OR_RETURN(const auto rows,
                          store.Query("SELECT revision, version, change_set, bytes FROM revision "
                                      "WHERE list = $1 AND id = $2 ORDER BY revision DESC",
                                      list, id));
  if (rows.empty()) {
    return WithDetail(NotFound("list {} never had an entry {}", list, id),
                      {"RESOURCE_UNKNOWN", {{"name", id}}});
  }
  std::vector<EntryRevision> revisions;
  for (const sql::Row& row : rows) {
    revisions.push_back({row.Int(0), row.Int(1), row.Int(2), row.Bytes(3)});
  }
  return revisions;
}

Result<std::vector<std::string>> ListNames(sql::Connection& store) {
  CHOWKI_ASSIGN_OR_RETURN(const auto rows, store.Query("SELECT list FROM watchlist ORDER BY list"));
  std::vector<std::string> names;
  for (const sql::Row& row : rows) names.push_back(row.Text(0));
  return names;
}

}  // namespace chowki::central
