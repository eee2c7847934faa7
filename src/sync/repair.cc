#include "sync/repair.h"

#include <algorithm>
#include <map>
#include <span>

#include "trust/refusal.h"
#include "trust/repair.h"

namespace chowki::sync {
namespace {

constexpr size_t kBucketsAtOnce = 64;
// A version comes every few minutes at most; a repair that lost five races is worth a message.
constexpr int kMostBeginnings = 5;

// Those that lie beside the entries, while they lead to what was signed.
Result<trust::BucketDigests> SignedDigests(const PostStore::Examined& found, Centre& centre,
                                           const std::string& list) {
  if (trust::StateRoot(found.kept) == found.held.state_root) return found.kept;
  return centre.GetBucketDigests(list, found.held.version);
}

using Contents = std::map<int, std::vector<std::string>>;

Result<Contents> Fetch(Centre& centre, const std::string& list, std::int64_t version,
                       std::span<const int> buckets, const trust::BucketDigests& digests) {
  Contents contents;
  const auto take = [&](int bucket, const std::vector<std::string>& entries) -> Status {
    if (bucket < 0 || bucket >= trust::kBucketCount) {
      return trust::Refuse(trust::Refusal::kRecordOrder, {{"bucket", bucket}});
    }
    CHOWKI_RETURN_IF_ERROR(
        trust::CheckBucket(bucket, digests.at(static_cast<size_t>(bucket)), entries));
    contents[bucket] = entries;
    return Ok();
  };
  CHOWKI_RETURN_IF_ERROR(
      centre.StreamBuckets(list, version, {buckets.begin(), buckets.end()}, take));
  for (const int bucket : buckets) {
    if (contents.contains(bucket)) continue;
    return trust::Refuse(trust::Refusal::kStateRootMismatch, {{"missing bucket", bucket}});
  }
  return contents;
}

// returns  false: the list is not the one that was looked at any more.
Result<bool> Write(PostStore& store, const std::string& list, const PostStore::Examined& found,
                   const Contents& contents, const trust::BucketDigests& digests) {
  CHOWKI_ASSIGN_OR_RETURN(PostChange change, store.Begin({list}));
  const trust::HeldList* held = change.held().Find(list);
  StoredEntries* entries = change.HeldEntriesOf(list);
  if (held == nullptr || entries == nullptr || *held != found.held ||
      entries->generation() != found.generation) {
    return false;
  }
  for (const auto& [bucket, bytes] : contents) {
    CHOWKI_RETURN_IF_ERROR(entries->ReplaceBucket(bucket, bytes));
  }
  if (found.kept != digests) CHOWKI_RETURN_IF_ERROR(entries->SetDigests(digests));
  CHOWKI_RETURN_IF_ERROR(change.Commit(change.held()));
  return true;
}

// returns  as Write.
Result<bool> Mend(PostStore& store, Centre& centre, const std::string& list,
                  const PostStore::Examined& found, std::span<const int> damaged,
                  const trust::BucketDigests& digests) {
  if (damaged.empty() && found.kept != digests) return Write(store, list, found, {}, digests);
  while (!damaged.empty()) {
    const auto now = damaged.first(std::min(damaged.size(), kBucketsAtOnce));
    damaged = damaged.subspan(now.size());
    CHOWKI_ASSIGN_OR_RETURN(const Contents contents,
                            Fetch(centre, list, found.held.version, now, digests));
    CHOWKI_ASSIGN_OR_RETURN(const bool same, Write(store, list, found, contents, digests));
    if (!same) return false;
  }
  return true;
}

}  // namespace

Result<std::vector<int>> Repair(PostStore& store, Centre& centre, const std::string& list) {
  for (int beginning = 0; beginning < kMostBeginnings; ++beginning) {
    CHOWKI_ASSIGN_OR_RETURN(const PostStore::Examined found, store.Examine(list));
    CHOWKI_ASSIGN_OR_RETURN(const auto digests, SignedDigests(found, centre, list));
    CHOWKI_ASSIGN_OR_RETURN(const auto damaged,
                            trust::BucketsToRepair(found.held.state_root, found.actual, digests));
    CHOWKI_ASSIGN_OR_RETURN(const bool mended, Mend(store, centre, list, found, damaged, digests));
    if (mended) return damaged;
  }
  return Aborted("{}: list {} moves on again and again; try once more", store.path(), list);
}

}  // namespace chowki::sync
