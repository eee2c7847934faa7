#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace chowki::identify {

// Where the entries of an index stand in a list that came after it: those that were changed or
// removed are gone from it, and others stand between those that stay. An index has rows, a list has
// places; both are in the order of the ids, so that a few thousand changes say where a million
// entries are.
//
// thread  safe: immutable.
class RowMap {
 public:
  RowMap() = default;  // nothing changed: a row is its place

  // rows      of the index.
  // gone      rows that are not in the list any more, ascending.
  // inserted  places in the list of entries that are not of this index, ascending.
  RowMap(std::uint32_t rows, const std::vector<std::uint32_t>& gone,
         const std::vector<std::uint32_t>& inserted);

  // places  of every row, ascending: for an index of few among many.
  explicit RowMap(std::vector<std::uint32_t> places) : places_(std::move(places)) {}

  [[nodiscard]] bool Gone(std::uint32_t row) const { return row < gone_.size() && gone_[row]; }

  // row  not gone.
  [[nodiscard]] std::uint32_t PlaceOf(std::uint32_t row) const;

  // nullopt: what stands there is not of this index.
  [[nodiscard]] std::optional<std::uint32_t> RowAt(std::uint32_t place) const;

  [[nodiscard]] const std::vector<std::uint32_t>& gone_rows() const { return gone_rows_; }

 private:
  std::vector<std::uint32_t> places_;  // by row, when they are told one by one
  std::vector<bool> gone_;             // by row; empty when none is
  std::vector<std::uint32_t> gone_rows_;
  std::vector<std::uint32_t> inserted_;
  std::vector<std::uint32_t> before_;  // how many of this index stand before each inserted place
};

}  // namespace chowki::identify
