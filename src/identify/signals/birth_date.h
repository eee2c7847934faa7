#pragma once

#include "identify/match.h"
#include "identify/query.h"
#include "watchlist/entry.h"

namespace chowki::identify {

// What two spans of possible days say about whether somebody was born on one day.
[[nodiscard]] double BirthDatePoints(const DateInterval& asked, const DateInterval& known);

// The birth date asked for against those that a list knows, the nearest of them. Both are spans of
// possible days: the wider they are, the less agreement says. 1 January stands for "some day of
// that year", as many registers write it.
[[nodiscard]] Signal CompareBirthDate(const Query& query, const watchlist::Entry& entry);

}  // namespace chowki::identify
