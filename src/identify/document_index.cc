#include "identify/document_index.h"

#include <algorithm>
#include <functional>

#include "icao/lookalike.h"

namespace chowki::identify {
namespace {

std::uint64_t Hash(std::string_view number) {
  return std::hash<std::string>()(ConfusableKey(number));
}

}  // namespace

std::string ConfusableKey(std::string_view number) {
  std::string key(number);
  std::ranges::transform(key, key.begin(), icao::DigitLike);
  return key;
}

DocumentIndex::DocumentIndex(const watchlist::Snapshot& snapshot) {
  for (std::uint32_t entry = 0; entry < snapshot.size(); ++entry) {
    for (const watchlist::EntryDocument& document : snapshot.At(entry).documents) {
      rows_.emplace_back(Hash(document.number), entry);
    }
  }
  std::ranges::sort(rows_);
  rows_.erase(std::unique(rows_.begin(), rows_.end()), rows_.end());
  rows_.shrink_to_fit();
}

std::vector<std::uint32_t> DocumentIndex::Find(std::string_view number) const {
  std::vector<std::uint32_t> entries;
  if (number.empty()) return entries;
  const auto found =
      std::ranges::equal_range(rows_, Hash(number), {}, [](const auto& row) { return row.first; });
  for (const auto& [hash, entry] : found) entries.push_back(entry);
  return entries;
}

}  // namespace chowki::identify
