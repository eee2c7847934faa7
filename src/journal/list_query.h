#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/status.h"
#include "journal/journal.h"
#include "sqlite/statement.h"

namespace chowki::journal {

// How a list of screenings is asked of the file: newest first by the screening's time, then by its
// place in the chain. Every member of a filter that restricts by itself has an index in which the
// rows stand in this order, so that a page costs what it holds and not what the journal holds.
//
// The texts of `filter` must outlive the query.
struct ListQuery {
  std::string sql;  // columns: sequence, time_us
  std::vector<sqlite::Value> values;
};

// Where a page begins: below this row.
struct ListPlace {
  std::int64_t time_us = 0;
  std::int64_t sequence = 0;
};

// now    against which suppressions are still in force, us since 1970.
// limit  rows at most.
[[nodiscard]] ListQuery QueryFor(const Filter& filter, const std::optional<ListPlace>& below,
                                 std::int64_t now_us, std::int64_t limit);

// A place as a token that belongs to one filter: <time>.<sequence>.<16 hex digits>.
[[nodiscard]] std::string ToToken(const ListPlace& place, const Filter& filter);

// errors  kInvalidArgument with PAGE_TOKEN_INVALID.
[[nodiscard]] Result<std::optional<ListPlace>> PlaceOf(const std::string& token,
                                                       const Filter& filter);

}  // namespace chowki::journal
