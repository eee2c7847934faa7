#include "watchlist/sources/csv_table.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/text.h"

namespace chowki::watchlist {

CsvTable::CsvTable(TextFile file, std::span<const CsvColumn> columns)
    : file_(std::make_unique<TextFile>(std::move(file))),
      rows_(*file_),
      columns_(columns),
      places_(columns.size(), -1) {}

Result<CsvTable> CsvTable::Open(const std::filesystem::path& path,
                                std::span<const CsvColumn> columns, OtherColumns others,
                                std::string_view banner) {
  CHOWKI_ASSIGN_OR_RETURN(TextFile file, TextFile::Open(path));
  CsvTable table(std::move(file), columns);
  if (const Status read = table.ReadHeader(others, banner); !read.ok()) {
    return read.code() == StatusCode::kInvalidArgument ? Annotate(read, path.string()) : read;
  }
  return table;
}

Status CsvTable::ReadHeader(OtherColumns others, std::string_view banner) {
  CHOWKI_ASSIGN_OR_RETURN(bool more, rows_.Next(row_));
  if (!more) return InvalidInput("the file is empty");
  if (!banner.empty()) {
    if (!row_.cells.front().starts_with(banner)) {
      return InvalidInput("line {}: '{}...' is expected here, as the list begins", row_.line,
                          banner);
    }
    CHOWKI_ASSIGN_OR_RETURN(more, rows_.Next(row_));
    if (!more) return InvalidInput("line {}: the names of the columns are missing", row_.line + 1);
  }
  if (!row_.fault.empty()) return InvalidInput("line {}: {}", row_.line, row_.fault);
  cells_ = row_.cells.size();
  for (size_t cell = 0; cell < cells_; ++cell) {
    CHOWKI_RETURN_IF_ERROR(Place(Trim(row_.cells[cell]), cell, others));
  }
  for (size_t i = 0; i < columns_.size(); ++i) {
    if (columns_[i].required && places_[i] < 0) {
      return InvalidInput("line {}: column '{}' is missing", row_.line, columns_[i].name);
    }
  }
  return Ok();
}

Status CsvTable::Place(std::string_view name, size_t cell, OtherColumns others) {
  const auto column = std::ranges::find(columns_, name, &CsvColumn::name);
  if (column == columns_.end()) {
    if (others == OtherColumns::kIgnored) return Ok();
    return InvalidInput("line {}: column '{}' is not known", row_.line, Printable(name));
  }
  int& place = places_[static_cast<size_t>(column - columns_.begin())];
  if (place >= 0) return InvalidInput("line {}: column '{}' is there twice", row_.line, name);
  place = static_cast<int>(cell);
  return Ok();
}

Result<bool> CsvTable::Next(Intake& intake) {
  while (true) {
    CHOWKI_ASSIGN_OR_RETURN(const bool more, rows_.Next(row_));
    if (!more) return false;
    if (++count_ % kProgressStep == 0) intake.Progress(file_->Progress());
    if (row_.fault.empty() && row_.cells.size() == cells_) return true;
    const std::string fault =
        row_.fault.empty() ? fmt::format("{} cells, the header has {}", row_.cells.size(), cells_)
                           : row_.fault;
    if (!file_->LastLineEnded()) {
      return DataLoss("{}: line {}: {}; the file ends in this row: fetch it again",
                      file_->path().string(), row_.line, fault);
    }
    intake.Skip(row_.line, fault);
  }
}

std::string_view CsvTable::Cell(std::string_view column) const {
  const auto row = std::ranges::find(columns_, column, &CsvColumn::name);
  CHOWKI_CHECK(row != columns_.end());
  const int place = places_[static_cast<size_t>(row - columns_.begin())];
  return place < 0 ? std::string_view() : Trim(row_.cells[static_cast<size_t>(place)]);
}

}  // namespace chowki::watchlist
