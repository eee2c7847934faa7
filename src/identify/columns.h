#pragma once

#include <span>
#include <tuple>
#include <vector>

namespace chowki::identify {

// The arrays of an index come as two kinds of one struct template: Owned while it is built and
// kept, Mapped for looking things up, wherever they lie. The struct hands them out in one order by
// Tied().
template <typename T>
using Owned = std::vector<T>;
template <typename T>
using Mapped = std::span<const T>;

template <template <template <typename> class> class Columns>
[[nodiscard]] Columns<Mapped> ViewOf(Columns<Owned>& owned) {
  Columns<Mapped> mapped;
  mapped.Tied() = owned.Tied();
  return mapped;
}

}  // namespace chowki::identify
