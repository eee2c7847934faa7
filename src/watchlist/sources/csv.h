#pragma once

#include <filesystem>

#include "base/status.h"
#include "watchlist/sources/intake.h"

namespace chowki::watchlist {

// chowki's own CSV: one row an entry, the columns of watchlists/README.md by their names in the
// first row, in any order.
//
// intake  gets a skipped row for what makes no entry (no id, no name or document, an unknown
//         category) and a value left out where the rest of the row stands.
// errors  as CsvRows, and kInvalidArgument: a column that is missing, unknown or there twice.
[[nodiscard]] Status ReadCsv(const std::filesystem::path& path, Intake& intake);

}  // namespace chowki::watchlist
