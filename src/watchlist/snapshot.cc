#include "watchlist/snapshot.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "trust/record.h"
#include "watchlist/entry_bytes.h"

namespace chowki::watchlist {
namespace {

std::string_view Slice(std::string_view bytes, const std::vector<std::uint64_t>& ends,
                       size_t index) {
  const std::uint64_t begin = index == 0 ? 0 : ends[index - 1];
  return bytes.substr(begin, ends[index] - begin);
}

// Where an entry stands: by its bucket, within it by its id.
struct Position {
  int bucket = 0;
  std::string_view id;
  auto operator<=>(const Position&) const = default;
};

Position PositionOf(std::string_view id) { return {trust::BucketOf(id), id}; }

}  // namespace

Snapshot::Snapshot(ListState head, std::string bytes, std::vector<std::uint64_t> ends,
                   std::vector<Bucket> buckets)
    : head_(std::move(head)),
      bytes_(std::move(bytes)),
      ends_(std::move(ends)),
      buckets_(std::move(buckets)) {
  CHOWKI_CHECK(buckets_.size() == trust::kBucketCount);
  trust::BucketDigests digests;
  digests.reserve(buckets_.size());
  size_t begin = 0;
  for (Bucket& bucket : buckets_) {
    if (!bucket.digest) bucket.digest = HashEntries(begin, bucket.end);
    digests.push_back(*bucket.digest);
    begin = bucket.end;
  }
  head_.entries = static_cast<std::int64_t>(size());
  head_.state_root = ToHex(trust::StateRoot(digests));
}

Digest Snapshot::HashEntries(size_t begin, size_t end) const {
  trust::BucketHasher hasher;
  for (size_t i = begin; i < end; ++i) {
    const std::string_view entry = BytesAt(i);
    hasher.Add(IdOf(entry), Sha256(entry));
  }
  return hasher.Finish();
}

Result<Snapshot> Snapshot::FromBytes(ListState head, std::string bytes,
                                     std::vector<std::uint64_t> ends) {
  if (bytes.size() != (ends.empty() ? 0 : ends.back()) || !std::ranges::is_sorted(ends)) {
    return DataLoss("list {}: the ends do not divide the bytes", head.list);
  }
  std::vector<Bucket> buckets(trust::kBucketCount);
  Position last{-1, {}};
  EntryView entry;
  for (size_t i = 0; i < ends.size(); ++i) {
    const Status read = Read(Slice(bytes, ends, i), entry);
    if (!read.ok()) return Annotate(read, fmt::format("list {}, row {}", head.list, i));
    const Position position = PositionOf(entry.id);
    if (entry.id.empty() || entry.id.size() > trust::kMaxIdBytes) {
      return DataLoss("list {}: entry {} has an id of {} bytes", head.list, i, entry.id.size());
    }
    if (position <= last) {
      return DataLoss("list {}: entry {} is not in the order of buckets and ids", head.list, i);
    }
    last = position;
    ++buckets[static_cast<size_t>(position.bucket)].end;
  }
  EndsFromCounts(buckets);
  Snapshot snapshot(head, std::move(bytes), std::move(ends), std::move(buckets));
  if (snapshot.head_ != head) {
    return DataLoss("list {}: {} entries with state root {}, its head says {} and {}", head.list,
                    snapshot.size(), snapshot.head_.state_root, head.entries, head.state_root);
  }
  return snapshot;
}

void Snapshot::EndsFromCounts(std::vector<Bucket>& buckets) {
  size_t end = 0;
  for (Bucket& bucket : buckets) bucket.end = end += bucket.end;
}

std::string_view Snapshot::BytesAt(size_t index) const { return Slice(bytes_, ends_, index); }

Entry Snapshot::At(size_t index) const {
  auto entry = watchlist::FromBytes(BytesAt(index));
  CHOWKI_CHECK(entry.ok());  // all were read when the snapshot was made
  return std::move(entry).value();
}

void Snapshot::View(size_t index, EntryView& view) const {
  CHOWKI_CHECK(Read(BytesAt(index), view).ok());  // as above
}

std::optional<size_t> Snapshot::Find(std::string_view id) const {
  const auto bucket = static_cast<size_t>(trust::BucketOf(id));
  const size_t end = buckets_[bucket].end;
  size_t first = bucket == 0 ? 0 : buckets_[bucket - 1].end;
  for (size_t last = end; first < last;) {
    const size_t middle = std::midpoint(first, last);
    if (IdOf(BytesAt(middle)) < id) {
      first = middle + 1;
    } else {
      last = middle;
    }
  }
  if (first == end || IdOf(BytesAt(first)) != id) return std::nullopt;
  return first;
}

Snapshot Snapshot::With(const Changes& changes, ListState head) const {
  // In the order of the entries; null for what is gone.
  std::vector<std::pair<Position, const Entry*>> ordered;
  ordered.reserve(changes.put.size() + changes.removed.size());
  for (const Entry& entry : changes.put) ordered.emplace_back(PositionOf(entry.id), &entry);
  for (const std::string& id : changes.removed) ordered.emplace_back(PositionOf(id), nullptr);
  std::ranges::sort(ordered);

  std::string bytes;
  bytes.reserve(bytes_.size() + bytes_.size() / 64);
  std::vector<std::uint64_t> ends;
  ends.reserve(size() + changes.put.size());
  size_t at = 0;  // the first entry of this list that is not dealt with
  const auto copy_until = [&](size_t last) {
    if (at == last) return;
    const std::uint64_t first = at == 0 ? 0 : ends_[at - 1];
    const std::uint64_t moved = bytes.size() - first;  // modulo 2^64 where it moves down
    bytes.append(bytes_, first, ends_[last - 1] - first);
    for (; at < last; ++at) ends.push_back(ends_[at] + moved);
  };

  std::vector<Bucket> buckets = buckets_;
  auto change = ordered.begin();
  for (size_t b = 0; b < buckets.size(); ++b) {
    for (; change != ordered.end() && change->first.bucket == static_cast<int>(b); ++change) {
      const auto& [position, entry] = *change;
      while (at < buckets_[b].end && IdOf(BytesAt(at)) < position.id) copy_until(at + 1);
      if (at < buckets_[b].end && IdOf(BytesAt(at)) == position.id) ++at;
      buckets[b].digest.reset();
      if (entry == nullptr) continue;
      bytes += ToBytes(*entry);
      ends.push_back(bytes.size());
    }
    copy_until(buckets_[b].end);
    buckets[b].end = ends.size();
  }
  return Snapshot(std::move(head), std::move(bytes), std::move(ends), std::move(buckets));
}

Snapshot::BucketView Snapshot::BucketAt(int bucket) const {
  const auto index = static_cast<size_t>(bucket);
  const size_t first = index == 0 ? 0 : buckets_.at(index - 1).end;
  return {first, buckets_.at(index).end, *buckets_[index].digest};
}

Changes Snapshot::ChangesSince(const Snapshot& older) const {
  Changes changes;
  for (int b = 0; b < trust::kBucketCount; ++b) {
    const BucketView now = BucketAt(b);
    const BucketView before = older.BucketAt(b);
    if (now.digest == before.digest) continue;
    size_t old = before.first;
    for (size_t i = now.first; i < now.end; ++i) {
      const std::string_view id = IdOf(BytesAt(i));
      for (; old < before.end && IdOf(older.BytesAt(old)) < id; ++old) {
        changes.removed.emplace_back(IdOf(older.BytesAt(old)));
      }
      const bool was_there = old < before.end && IdOf(older.BytesAt(old)) == id;
      if (!was_there || older.BytesAt(old) != BytesAt(i)) changes.put.push_back(At(i));
      if (was_there) ++old;
    }
    for (; old < before.end; ++old) changes.removed.emplace_back(IdOf(older.BytesAt(old)));
  }
  return changes;
}

ListState Snapshot::StateAt(Time now, const FreshnessLimits& limits) const {
  return WithAge(head_, now, limits);
}

std::string_view SnapshotBuilder::ById::Id(std::uint32_t number) const {
  const Place& place = builder->places_[number];
  return IdOf(std::string_view(builder->bytes_).substr(place.begin, place.size));
}

void SnapshotBuilder::Append(std::string_view bytes) {
  const std::uint64_t begin = bytes_.size();
  bytes_ += bytes;
  places_.push_back({begin, bytes_.size() - begin});
  ids_.insert(static_cast<std::uint32_t>(places_.size() - 1));
}

Status SnapshotBuilder::Add(const Entry& entry) {
  if (entry.id.empty()) return InvalidInput("an entry without id");
  if (entry.id.size() > trust::kMaxIdBytes) {
    return InvalidInput("an id of {} bytes; it may have {}", entry.id.size(), trust::kMaxIdBytes);
  }
  if (ids_.contains(std::string_view(entry.id))) {
    return AlreadyExists("the id {} was used before", entry.id);
  }
  Append(ToBytes(entry));
  return Ok();
}

void SnapshotBuilder::Replace(const Entry& entry) {
  Remove(entry.id);
  Append(ToBytes(entry));
}

bool SnapshotBuilder::Remove(std::string_view id) {
  const auto known = ids_.find(id);
  if (known == ids_.end()) return false;
  ids_.erase(known);
  return true;
}

Snapshot SnapshotBuilder::Finish(ListState head) && {
  struct Placed {
    int bucket = 0;
    std::uint32_t number = 0;
  };
  std::vector<Placed> order;
  order.reserve(ids_.size());
  const ById by_id{this};
  for (const std::uint32_t number : ids_) {
    order.push_back({trust::BucketOf(by_id.Id(number)), number});
  }
  decltype(ids_)(0, ById{this}, ById{this}).swap(ids_);
  std::ranges::sort(order, [&by_id](const Placed& a, const Placed& b) {
    return a.bucket != b.bucket ? a.bucket < b.bucket : by_id.Id(a.number) < by_id.Id(b.number);
  });

  std::uint64_t total = 0;
  for (const Placed& placed : order) total += places_[placed.number].size;
  std::string bytes;
  bytes.reserve(total);
  std::vector<std::uint64_t> ends;
  ends.reserve(order.size());
  std::vector<Snapshot::Bucket> buckets(trust::kBucketCount);
  for (const Placed& placed : order) {
    const Place& place = places_[placed.number];
    bytes.append(bytes_, place.begin, place.size);
    ends.push_back(bytes.size());
    ++buckets[static_cast<size_t>(placed.bucket)].end;
  }
  std::string().swap(bytes_);
  places_ = {};
  Snapshot::EndsFromCounts(buckets);
  return Snapshot(std::move(head), std::move(bytes), std::move(ends), std::move(buckets));
}

}  // namespace chowki::watchlist
