#pragma once

#include "base/status.h"
#include "journal/statistics.h"
#include "sqlite/database.h"

namespace chowki::journal {

// Counts in one view of the file, so that the numbers agree with each other.
[[nodiscard]] Result<Statistics> Count(sqlite::Database& database, const StatisticsSpan& span);

}  // namespace chowki::journal
