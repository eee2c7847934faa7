#include "watchlist/sources/csv_table.h"
#include "watchlist/sources/entry_row.h"
#include "watchlist/sources/formats.h"

namespace chowki::watchlist {

Status ReadCsv(const std::filesystem::path& path, Intake& intake) {
  CHOWKI_ASSIGN_OR_RETURN(CsvTable table,
                          CsvTable::Open(path, EntryColumns(), OtherColumns::kRefused));
  const CellOf cell = [&table](std::string_view column) { return table.Cell(column); };
  while (true) {
    CHOWKI_ASSIGN_OR_RETURN(const bool more, table.Next(intake));
    if (!more) break;
    if (const auto entry = ReadEntryRow(cell, table.line(), intake); entry.ok()) {
      intake.Take(table.line(), *entry);
    } else {
      intake.Skip(table.line(), Message(entry.status()));
    }
  }
  intake.Progress(1);
  return Ok();
}

}  // namespace chowki::watchlist
