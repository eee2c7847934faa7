#pragma once

#include <nlohmann/json.hpp>

#include "decide/verdict.h"
#include "screen/screening.h"
#include "watchlist/list_state.h"

namespace chowki::app::cli {

// Values as every command prints them; findings and matches are in files of their own.
[[nodiscard]] nlohmann::ordered_json ReasonJson(const decide::Reason& reason);
[[nodiscard]] nlohmann::ordered_json ListStateJson(const watchlist::ListState& state);

// null where the reader has no calibration.
[[nodiscard]] nlohmann::ordered_json CalibrationJson(const screen::Provenance& provenance);

// A whole screening: advice, risk, reasons, hits, checks, mrz, fields, lists, timings.
[[nodiscard]] nlohmann::ordered_json ScreeningJson(const screen::Screening& screening);

}  // namespace chowki::app::cli
