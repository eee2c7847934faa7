#pragma once

#include <nlohmann/json.hpp>

#include "watchlist/entry.h"
#include "watchlist/list_state.h"

namespace chowki::app::cli {

// An entry with all that the list knows; what it does not know is left out.
[[nodiscard]] nlohmann::ordered_json EntryJson(const watchlist::Entry& entry);

// What a list file says of itself.
[[nodiscard]] nlohmann::ordered_json ListJson(const watchlist::ListState& state);

}  // namespace chowki::app::cli
