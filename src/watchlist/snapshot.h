#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/digest.h"
#include "base/status.h"
#include "watchlist/changes.h"
#include "watchlist/entry.h"
#include "watchlist/entry_view.h"
#include "watchlist/list_state.h"

namespace chowki::watchlist {

// One generation of a list, whole and unchanging: the entries in the order of their ids, as the
// bytes that state_root is made of (entry_bytes.h), and read out one by one. A million entries take
// about 150 MB.
//
// thread  safe: immutable after construction.
class Snapshot {
 public:
  // Takes the bytes of entries, strictly ascending by id.
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

  // The next generation. What stays is copied as it is, and digested anew only around what changes.
  // Ids in `removed` that are not there are passed over.
  //
  // head     list, epoch, version and issued; entries and state_root are worked out.
  [[nodiscard]] Snapshot With(const Changes& changes, ListState head) const;

  // The state as it is at a time: with age and freshness.
  [[nodiscard]] ListState StateAt(Time now, const FreshnessLimits& limits = {}) const;

 private:
  friend class SnapshotBuilder;
  // The first entry whose id is not below.
  [[nodiscard]] size_t LowerBound(std::string_view id) const;

  // Neighbours that are digested together. Where a chunk begins depends on the ids alone, so that a
  // change touches one chunk; state_root is SHA-256 over the digests of the chunks.
  struct Chunk {
    size_t end = 0;  // one past its last entry
    Digest digest{};
  };
  // Offers the digests of chunks that are known already.
  using KnownDigest = std::function<const Digest*(size_t begin, size_t end)>;

  // Works out entries and state_root of the head.
  Snapshot(ListState head, std::string bytes, std::vector<std::uint64_t> ends,
           const KnownDigest& known = {});

  ListState head_;
  std::string bytes_;                // entry after entry
  std::vector<std::uint64_t> ends_;  // one past each entry, offsets into bytes_
  std::vector<Chunk> chunks_;
};

// Collects entries in any order, as bytes. A million entries take some 200 MB, twice their bytes
// while Finish puts them in order.
class SnapshotBuilder {
 public:
  SnapshotBuilder() = default;
  SnapshotBuilder(const SnapshotBuilder&) = delete;
  SnapshotBuilder& operator=(const SnapshotBuilder&) = delete;

  // errors  kInvalidArgument without an id; kAlreadyExists when an entry of this id was added
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
