#pragma once

#include "identify/match.h"
#include "identify/query.h"
#include "watchlist/entry.h"

namespace chowki::identify {

// The points alone.
[[nodiscard]] double SexPoints(icao::Sex asked, icao::Sex known);

// The sex asked for against the one that a list knows; unspecified on either side says nothing.
[[nodiscard]] Signal CompareSex(const Query& query, const watchlist::Entry& entry);

}  // namespace chowki::identify
