#pragma once

#include <span>
#include <string_view>

#include "identify/match.h"
#include "identify/query.h"
#include "watchlist/entry.h"

namespace chowki::identify {

// The points alone. Empty: unknown.
[[nodiscard]] double NationalityPoints(std::string_view asked,
                                       std::span<const std::string_view> known);

// The nationality asked for against those that a list knows. Codes that name no state (stateless,
// refugee, unspecified, organisations) are unknown, never a contradiction: Doc 9303-3, section 5.
[[nodiscard]] Signal CompareNationality(const Query& query, const watchlist::Entry& entry);

}  // namespace chowki::identify
