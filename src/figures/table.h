#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace chowki::figures {

// What is told of a count.
enum class Mark {
  kShown,
  kSmall,     // 1 to 4: shown as "<5"
  kWithheld,  // any number from 1 on: shown as "x", so that sums do not give a small one away
};

struct Count {
  std::int64_t value = 0;  // 0 unless it is shown
  Mark mark = Mark::kShown;
  bool operator==(const Count&) const = default;
};

// "12", "<5", "x"
[[nodiscard]] std::string ToText(const Count& count);

// Counts by two breakdowns, with all their sums.
struct Table {
  std::vector<std::string> rows;
  std::vector<std::string> columns;
  // (rows + 1) x (columns + 1), row by row: the last of each is its sum, the last of all the total.
  std::vector<Count> counts;

  [[nodiscard]] const Count& At(std::size_t row, std::size_t column) const {
    return counts[row * (columns.size() + 1) + column];
  }
  [[nodiscard]] Count& At(std::size_t row, std::size_t column) {
    return counts[row * (columns.size() + 1) + column];
  }
  [[nodiscard]] const Count& total() const { return counts.back(); }
  bool operator==(const Table&) const = default;
};

}  // namespace chowki::figures
