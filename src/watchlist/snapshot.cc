#include "watchlist/snapshot.h"

#include <algorithm>
#include <numeric>

#include "base/digest.h"
#include "watchlist/entry_bytes.h"

namespace chowki::watchlist {
namespace {

std::string_view Slice(std::string_view bytes, const std::vector<std::uint64_t>& ends,
                       size_t index) {
  const std::uint64_t begin = index == 0 ? 0 : ends[index - 1];
  return bytes.substr(begin, ends[index] - begin);
}

// SHA-256 over the SHA-256 of each entry, in the order of the ids.
std::string StateRoot(std::string_view bytes, const std::vector<std::uint64_t>& ends) {
  std::string digests;
  digests.reserve(ends.size() * sizeof(Digest));
  for (size_t i = 0; i < ends.size(); ++i) {
    const Digest digest = Sha256(Slice(bytes, ends, i));
    digests.append(digest.begin(), digest.end());
  }
  return ToHex(Sha256(std::string_view(digests)));
}

}  // namespace

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
  const std::string root = StateRoot(bytes, ends);
  if (head.entries != std::ssize(ends) || head.state_root != root) {
    return DataLoss("list {}: {} entries with state root {}, its head says {} and {}", head.list,
                    ends.size(), root, head.entries, head.state_root);
  }
  return Snapshot(std::move(head), std::move(bytes), std::move(ends));
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
  if (first == size() || IdOf(BytesAt(first)) != id) return std::nullopt;
  return first;
}

ListState Snapshot::StateAt(Time now, const FreshnessLimits& limits) const {
  return WithAge(head_, now, limits);
}

std::string_view SnapshotBuilder::ById::Id(std::uint32_t number) const {
  const Place& place = builder->places_[number];
  return IdOf(std::string_view(builder->bytes_).substr(place.begin, place.size));
}

SnapshotBuilder::SnapshotBuilder(const Snapshot& base) {
  bytes_.reserve(base.bytes_.size());
  places_.reserve(base.size());
  ids_.reserve(base.size());
  for (size_t i = 0; i < base.size(); ++i) Append(base.BytesAt(i));
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
  head.entries = std::ssize(ends);
  head.state_root = StateRoot(bytes, ends);
  return Snapshot(std::move(head), std::move(bytes), std::move(ends));
}

}  // namespace chowki::watchlist
