#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "watchlist/sources/csv_rows.h"
#include "watchlist/sources/intake.h"

namespace chowki::watchlist {

struct CsvColumn {
  std::string_view name;
  bool required = false;
};

enum class OtherColumns { kRefused, kIgnored };

// A CSV file whose first row names its columns, in any order.
class CsvTable {
 public:
  // columns  those that will be asked for; must outlive the table.
  // banner   when not empty: what the line before the header begins with.
  // errors   as CsvRows, and kInvalidArgument: an empty file, no banner, a column that is missing,
  //          there twice, or not known while others are refused.
  [[nodiscard]] static Result<CsvTable> Open(const std::filesystem::path& path,
                                             std::span<const CsvColumn> columns,
                                             OtherColumns others, std::string_view banner = {});

  // Goes to the next row that has a cell for each column; other rows are skipped and told. false at
  // the end of the file.
  //
  // errors   as CsvRows; kDataLoss for a last row that was cut off.
  [[nodiscard]] Result<bool> Next(Intake& intake);

  // The cell of a column, trimmed; "" when the file does not have the column. Until the next row.
  [[nodiscard]] std::string_view Cell(std::string_view column) const;
  [[nodiscard]] std::int64_t line() const { return row_.line; }

 private:
  CsvTable(TextFile file, std::span<const CsvColumn> columns);
  [[nodiscard]] Status ReadHeader(OtherColumns others, std::string_view banner);
  [[nodiscard]] Status Place(std::string_view name, size_t cell, OtherColumns others);

  std::unique_ptr<TextFile> file_;  // the rows point to it
  CsvRows rows_;
  std::span<const CsvColumn> columns_;
  std::vector<int> places_;  // of a column in a row; -1 when the file does not have it
  size_t cells_ = 0;
  std::int64_t count_ = 0;
  CsvRow row_;
};

}  // namespace chowki::watchlist
