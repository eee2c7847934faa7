#include "watchlist/snapshot.h"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <utility>

#include "watchlist/entry_bytes.h"

namespace chowki::watchlist {
namespace {

std::string_view Slice(std::string_view bytes, const std::vector<std::uint64_t>& ends,
                       size_t index) {
  const std::uint64_t begin = index == 0 ? 0 : ends[index - 1];
  return bytes.substr(begin, ends[index] - begin);
}

// Of so many entries one begins a chunk.
constexpr std::uint64_t kEntriesPerChunk = 16;

// By the id's hash (64-bit FNV-1a).
bool BeginsChunk(std::string_view id) {
  std::uint64_t hash = 14695981039346656037u;
  for (const char c : id) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
  }
  return (hash >> 32) % kEntriesPerChunk == 0;
}

}  // namespace

Snapshot::Snapshot(ListState head, std::string bytes, std::vector<std::uint64_t> ends,
                   const KnownDigest& known)
    : head_(std::move(head)), bytes_(std::move(bytes)), ends_(std::move(ends)) {
  std::string digests;
  for (size_t begin = 0; begin < size();) {
    size_t end = begin + 1;
    while (end < size() && !BeginsChunk(IdOf(BytesAt(end)))) ++end;
    const Digest* digest = known ? known(begin, end) : nullptr;
    if (digest != nullptr) {
      chunks_.push_back({end, *digest});
    } else {
      // Entries need no separators: each begins with the one field that none has later.
      const std::uint64_t first = begin == 0 ? 0 : ends_[begin - 1];
      const auto chunk = std::string_view(bytes_).substr(first, ends_[end - 1] - first);
      chunks_.push_back({end, Sha256(chunk)});
    }
    const Digest& last = chunks_.back().digest;
    digests.append(last.begin(), last.end());
    begin = end;
  }
  head_.entries = static_cast<std::int64_t>(size());
  head_.state_root = ToHex(Sha256(std::string_view(digests)));
}

Result<Snapshot> Snapshot::FromBytes(ListState head, std::string bytes,
                                     std::vector<std::uint64_t> ends) {
  if (bytes.size() != (ends.empty() ? 0 : ends.back()) || !std::ranges::is_sorted(ends)) {
    return DataLoss("list {}: the ends do not divide the bytes", head.list);
  }
  std::string_view last;
  EntryView entry;
  for (size_t i = 0; i < ends.size(); ++i) {
    const Status read = Read(Slice(bytes, ends, i), entry);
    if (!read.ok()) return Annotate(read, fmt::format("list {}, row {}", head.list, i));
    if (entry.id <= last) {
      return DataLoss("list {}: entry {} is not in the order of ids", head.list, i);
    }
    last = entry.id;
  }
  Snapshot snapshot(head, std::move(bytes), std::move(ends));
  if (snapshot.head_ != head) {
    return DataLoss("list {}: {} entries with state root {}, its head says {} and {}", head.list,
                    snapshot.size(), snapshot.head_.state_root, head.entries, head.state_root);
  }
  return snapshot;
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

size_t Snapshot::LowerBound(std::string_view id) const {
  size_t first = 0;
  size_t last = size();
  while (first < last) {
    const size_t middle = std::midpoint(first, last);
    if (IdOf(BytesAt(middle)) < id) {
      first = middle + 1;
    } else {
      last = middle;
    }
  }
  return first;
}

std::optional<size_t> Snapshot::Find(std::string_view id) const {
  const size_t index = LowerBound(id);
  if (index == size() || IdOf(BytesAt(index)) != id) return std::nullopt;
  return index;
}

Snapshot Snapshot::With(const Changes& changes, ListState head) const {
  // By id; null for what is gone.
  std::vector<std::pair<std::string_view, const Entry*>> ordered;
  for (const Entry& entry : changes.put) ordered.emplace_back(entry.id, &entry);
  for (const std::string& id : changes.removed) ordered.emplace_back(id, nullptr);
  std::ranges::sort(ordered);

  // A run of entries that stay: begin and end in the new list, begin in this one.
  struct Run {
    size_t begin = 0;
    size_t end = 0;
    size_t old_begin = 0;
  };
  std::vector<Run> runs;
  std::string bytes;
  bytes.reserve(bytes_.size() + bytes_.size() / 64);
  std::vector<std::uint64_t> ends;
  ends.reserve(size() + changes.put.size());
  size_t at = 0;  // the first entry of this list that is not dealt with
  const auto copy_until = [&](size_t last) {
    if (at == last) return;
    const std::uint64_t first = at == 0 ? 0 : ends_[at - 1];
    const std::uint64_t moved = bytes.size() - first;  // modulo 2^64 where it moves down
    runs.push_back({ends.size(), ends.size() + last - at, at});
    bytes.append(bytes_, first, ends_[last - 1] - first);
    for (; at < last; ++at) ends.push_back(ends_[at] + moved);
  };
  for (const auto& [id, entry] : ordered) {
    copy_until(LowerBound(id));
    if (at < size() && IdOf(BytesAt(at)) == id) ++at;
    if (entry == nullptr) continue;
    bytes += ToBytes(*entry);
    ends.push_back(bytes.size());
  }
  copy_until(size());

  // A chunk that lies within a run and was a chunk before has the digest it had.
  size_t run = 0;
  const auto known = [&](size_t begin, size_t end) -> const Digest* {
    while (run < runs.size() && runs[run].end <= begin) ++run;
    if (run == runs.size() || begin < runs[run].begin || end > runs[run].end) return nullptr;
    const size_t old_begin = runs[run].old_begin + begin - runs[run].begin;
    const auto chunk = std::ranges::upper_bound(chunks_, old_begin, {}, &Chunk::end);
    const size_t chunk_begin = chunk == chunks_.begin() ? 0 : std::prev(chunk)->end;
    const bool same = chunk_begin == old_begin && chunk->end == old_begin + end - begin;
    return same ? &chunk->digest : nullptr;
  };
  return Snapshot(std::move(head), std::move(bytes), std::move(ends), known);
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
  std::vector<std::uint32_t> order(ids_.begin(), ids_.end());
  decltype(ids_)(0, ById{this}, ById{this}).swap(ids_);
  std::ranges::sort(order);  // as they came: near to each other in memory, often sorted
  const ById by_id{this};
  std::ranges::sort(
      order, [&by_id](std::uint32_t a, std::uint32_t b) { return by_id.Id(a) < by_id.Id(b); });
  std::uint64_t total = 0;
  for (const std::uint32_t number : order) total += places_[number].size;
  std::string bytes;
  bytes.reserve(total);
  std::vector<std::uint64_t> ends;
  ends.reserve(order.size());
  for (const std::uint32_t number : order) {
    bytes.append(bytes_, places_[number].begin, places_[number].size);
    ends.push_back(bytes.size());
  }
  std::string().swap(bytes_);
  places_ = {};
  return Snapshot(std::move(head), std::move(bytes), std::move(ends));
}

}  // namespace chowki::watchlist
