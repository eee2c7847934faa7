#include "identify/row_map.h"

#include <algorithm>
#include <numeric>

namespace chowki::identify {

RowMap::RowMap(std::uint32_t rows, const std::vector<std::uint32_t>& gone,
               const std::vector<std::uint32_t>& inserted)
    : gone_(gone.empty() ? 0 : rows), gone_rows_(gone), inserted_(inserted) {
  for (const std::uint32_t row : gone) gone_[row] = true;
  before_.reserve(inserted.size());
  for (std::uint32_t i = 0; i < inserted.size(); ++i) before_.push_back(inserted[i] - i);
}

std::uint32_t RowMap::PlaceOf(std::uint32_t row) const {
  if (!places_.empty()) return places_[row];
  const auto gone_before = std::ranges::lower_bound(gone_rows_, row) - gone_rows_.begin();
  const std::uint32_t rank = row - static_cast<std::uint32_t>(gone_before);
  const auto inserted_before = std::ranges::upper_bound(before_, rank) - before_.begin();
  return rank + static_cast<std::uint32_t>(inserted_before);
}

std::optional<std::uint32_t> RowMap::RowAt(std::uint32_t place) const {
  if (!places_.empty()) {
    const auto row = std::ranges::lower_bound(places_, place);
    if (row == places_.end() || *row != place) return std::nullopt;
    return static_cast<std::uint32_t>(row - places_.begin());
  }
  const auto at = std::ranges::lower_bound(inserted_, place);
  if (at != inserted_.end() && *at == place) return std::nullopt;
  const std::uint32_t rank = place - static_cast<std::uint32_t>(at - inserted_.begin());
  // The row with so many that stay before it: as many are gone before it as have a rank, less
  // those gone before them, that is not above.
  std::uint32_t first = 0;
  auto last = static_cast<std::uint32_t>(gone_rows_.size());
  while (first < last) {
    const std::uint32_t middle = std::midpoint(first, last);
    if (gone_rows_[middle] - middle <= rank) {
      first = middle + 1;
    } else {
      last = middle;
    }
  }
  return rank + first;
}

}  // namespace chowki::identify
