#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "base/status.h"
#include "watchlist/entry.h"
#include "watchlist/sources/csv_table.h"
#include "watchlist/sources/intake.h"

namespace chowki::watchlist {

// One row of chowki's own CSV (watchlists/README.md), whoever has its cells.

[[nodiscard]] std::span<const CsvColumn> EntryColumns();

// The cell of a column, trimmed; "" when there is none.
using CellOf = std::function<std::string_view(std::string_view column)>;

// line    for the complaints.
// intake  told of values that cannot be read: they are left out, and the row stands.
// errors  kInvalidArgument: the row makes no entry.
[[nodiscard]] Result<Entry> ReadEntryRow(const CellOf& cell, std::int64_t line, Intake& intake);

// Bytes of one cell that somebody types: several names, dates or documents, and no more.
inline constexpr size_t kMaxTypedCell = 2000;

// The same of a row that a person types now and can type anew: nothing is left out, everything that
// cannot be taken as it stands is an error.
//
// columns  by name; those that are missing are empty, and the kind is that of the category. No id
// and
//          no revision: those are not typed.
// id       of the entry.
// errors   kInvalidArgument with FIELD_INVALID naming the column, what is wrong and what to do: an
//          unknown column, text that is not UTF-8 or holds control characters, what ReadEntryRow
//          would leave out, a row that makes no entry.
[[nodiscard]] Result<Entry> ReadTypedEntry(const std::map<std::string, std::string>& columns,
                                           const std::string& id);

}  // namespace chowki::watchlist
