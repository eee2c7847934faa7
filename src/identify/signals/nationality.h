#pragma once

#include "identify/match.h"
#include "identify/query.h"
#include "watchlist/entry.h"

namespace chowki::identify {

// The nationality asked for against those that a list knows. Codes that name no state (stateless,
// refugee, unspecified, organisations) are unknown, never a contradiction: Doc 9303-3, section 5.
[[nodiscard]] Signal CompareNationality(const Query& query, const watchlist::Entry& entry);

}  // namespace chowki::identify
