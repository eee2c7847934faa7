#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/digest.h"
#include "base/status.h"
#include "trust/bucket.h"
#include "watchlist/changes.h"
#include "watchlist/entry.h"
#include "watchlist/entry_view.h"
#include "watchlist/list_state.h"

namespace chowki::watchlist {

// One generation of a list, whole and unchanging: the entries in the order of their buckets and ids
// (trust/bucket.h), as the bytes that state_root is made of (entry_bytes.h), and read out one by
// one. The state root is the one that the centre signs. A million entries take about 150 MB.
//
// thread  safe: immutable after construction.
class Snapshot {
 public:
  // Takes the bytes of entries, strictly ascending by bucket and id.
  //
  // ends     one past each entry, offsets into bytes.
  // errors   kDataLoss when bytes are no entry, the order is wrong, or count or state root differ
  //          from what head says.
  [[nodiscard]] static Result<Snapshot> FromBytes(ListState head, std::string bytes,
                                                  std::vector<std::uint64_t> ends);

  [[nodiscard]] const ListState& head() const { return head_; }
  [[nodiscard]] size_t size() const { return ends_.size(); }

  // index    below size().
  [[nodiscard]] Entry At(size_t index) const;
  void View(size_t index, EntryView& view) const;  // the same without copying
  [[nodiscard]] std::string_view BytesAt(size_t index) const;
  [[nodiscard]] std::optional<size_t> Find(std::string_view id) const;

  // The next generation. What stays is copied as it is, and only buckets with changes are digested
  // anew.
  // Ids in `removed` that are not there are passed over.
  //
  // head     list, epoch, version and issued; entries and state_root are worked out.
  [[nodiscard]] Snapshot With(const Changes& changes, ListState head) const;

  // What makes this list of an older one; only buckets that differ are looked into.
  [[nodiscard]] Changes ChangesSince(const Snapshot& older) const;

  // One bucket: its entries are those of [first, end), its digest that of trust::BucketHasher.
  struct BucketView {
    size_t first = 0;
    size_t end = 0;
    Digest digest{};
  };
  [[nodiscard]] BucketView BucketAt(int bucket) const;

  // The state as it is at a time: with age and freshness.
  [[nodiscard]] ListState StateAt(Time now, const FreshnessLimits& limits = {}) const;

 private:
  friend class SnapshotBuilder;
  struct Bucket {
    size_t end = 0;                // one past its last entry
    std::optional<Digest> digest;  // empty: to be worked out
  };
  // Turns the number of entries, given as end, into the end of each bucket.
  static void EndsFromCounts(std::vector<Bucket>& buckets);

  // Works out the digests that are missing, and entries and state_root of the head.
  Snapshot(ListState head, std::string bytes, std::vector<std::uint64_t> ends,
           std::vector<Bucket> buckets);
  [[nodiscard]] Digest HashEntries(size_t begin, size_t end) const;

  ListState head_;
  std::string bytes_;                // entry after entry
  std::vector<std::uint64_t> ends_;  // one past each entry, offsets into bytes_
  std::vector<Bucket> buckets_;      // of all trust::kBucketCount
};

// Collects entries in any order, as bytes. A million entries take some 200 MB, twice their bytes
// while Finish puts them in order.
class SnapshotBuilder {
 public:
  SnapshotBuilder() = default;
  SnapshotBuilder(const SnapshotBuilder&) = delete;
  SnapshotBuilder& operator=(const SnapshotBuilder&) = delete;

  // errors  kInvalidArgument without an id or with one over trust::kMaxIdBytes; kAlreadyExists when
  // an entry of this id was added
  //         before, which stays.
  [[nodiscard]] Status Add(const Entry& entry);

  // Takes the entry in the place of the one with its id, if there is one. It must have an id.
  void Replace(const Entry& entry);

  // false when there is no entry of this id.
  bool Remove(std::string_view id);

  [[nodiscard]] size_t size() const { return ids_.size(); }

  // head    list, epoch, version and issued; entries and state_root are worked out.
  [[nodiscard]] Snapshot Finish(ListState head) &&;

 private:
  struct Place {
    std::uint64_t begin = 0;
    std::uint64_t size = 0;
  };
  // Looks a number of places_ up by the id of its entry.
  struct ById {
    using is_transparent = void;
    const SnapshotBuilder* builder;
    [[nodiscard]] std::string_view Id(std::uint32_t number) const;
    [[nodiscard]] std::string_view Id(std::string_view id) const { return id; }
    [[nodiscard]] size_t operator()(const auto& key) const {
      return std::hash<std::string_view>()(Id(key));
    }
    [[nodiscard]] bool operator()(const auto& a, const auto& b) const { return Id(a) == Id(b); }
  };
  void Append(std::string_view bytes);

  std::string bytes_;  // entry after entry; also of those that were replaced
  std::vector<Place> places_;
  std::unordered_set<std::uint32_t, ById, ById> ids_{0, ById{this}, ById{this}};
};

}  // namespace chowki::watchlist
