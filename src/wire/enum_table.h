#pragma once

#include <array>
#include <utility>

#include "base/status.h"

namespace chowki::wire {

// Pairs of an enumerator of ours and the one of the contract, one row each.
template <typename Value, typename Wire, std::size_t N>
struct EnumTable {
  std::string_view what;  // for the error's text
  std::array<std::pair<Value, Wire>, N> rows;

  // A value without a row is a broken invariant.
  [[nodiscard]] Wire ToProto(Value value) const {
    for (const auto& [ours, theirs] : rows) {
      if (ours == value) return theirs;
    }
    Die(__FILE__, __LINE__, "an enumerator has no row in its wire table");
  }

  // errors  kInvalidArgument: unspecified, or a number that this version does not know.
  [[nodiscard]] Result<Value> FromProto(Wire value) const {
    for (const auto& [ours, theirs] : rows) {
      if (theirs == value) return ours;
    }
    return InvalidInput("{} has no known value ({})", what, static_cast<int>(value));
  }
};

}  // namespace chowki::wire
