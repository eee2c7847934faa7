#pragma once

#include <vector>

#include <nlohmann/json.hpp>

#include "identify/match.h"

namespace chowki::app::cli {

// A match as every command prints it, with the terms of its score.
[[nodiscard]] nlohmann::ordered_json MatchJson(const identify::Match& match);

[[nodiscard]] nlohmann::ordered_json SignalsJson(const std::vector<identify::Signal>& signals);

[[nodiscard]] nlohmann::ordered_json SuppressionJson(const identify::Suppression& suppression);

// The same for people: a line a hit, and a line for each of its signals.
void PrintMatch(const nlohmann::ordered_json& match);
void PrintSignals(const nlohmann::ordered_json& signals);

}  // namespace chowki::app::cli
