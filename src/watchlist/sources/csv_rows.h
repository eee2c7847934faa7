#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "watchlist/sources/text_file.h"

namespace chowki::watchlist {

// One row of a CSV file.
struct CsvRow {
  std::int64_t line = 0;  // where it begins, from 1
  std::vector<std::string> cells;
  std::string fault;  // why it cannot be taken apart; then the cells mean nothing
};

// The rows of a CSV file (RFC 4180): cells separated by commas, quoted where they hold a comma, a
// quote or a line end, a quote inside written twice. Empty lines are passed over. A row with a
// fault ends at the end of its line; the next one is read again.
class CsvRows {
 public:
  // file  must outlive the rows.
  explicit CsvRows(TextFile& file) : file_(file) {}

  // false at the end of the file.
  //
  // errors  as TextFile::ReadLine; kDataLoss naming the line of a quote that is never closed: the
  //         file was cut off.
  [[nodiscard]] Result<bool> Next(CsvRow& row);

 private:
  TextFile& file_;
  std::string line_;
};

// A row as text with its line end; cells are quoted only where they must be.
[[nodiscard]] std::string WriteCsvRow(const std::vector<std::string>& cells);

}  // namespace chowki::watchlist
