#pragma once

#include <nlohmann/json.hpp>

#include "identify/match.h"

namespace chowki::app::cli {

// A match as every command prints it, with the terms of its score.
[[nodiscard]] nlohmann::ordered_json MatchJson(const identify::Match& match);

}  // namespace chowki::app::cli
