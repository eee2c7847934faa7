#pragma once

#include <nlohmann/json.hpp>

#include "decide/verdict.h"
#include "identify/match.h"
#include "screen/screening.h"
#include "watchlist/list_state.h"

namespace chowki::app::cli {

// Values as every command prints them; findings are in finding_json.h.
[[nodiscard]] nlohmann::ordered_json MatchJson(const identify::Match& match);
[[nodiscard]] nlohmann::ordered_json ReasonJson(const decide::Reason& reason);
[[nodiscard]] nlohmann::ordered_json ListStateJson(const watchlist::ListState& state);

// A whole screening: advice, risk, reasons, hits, checks, mrz, fields, lists, timings.
[[nodiscard]] nlohmann::ordered_json ScreeningJson(const screen::Screening& screening);

}  // namespace chowki::app::cli
