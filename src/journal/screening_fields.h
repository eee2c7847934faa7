#pragma once

#include "journal/json_archive.h"
#include "screen/screening.h"

namespace chowki::journal {

// A screening as an object of the journal: every member that is kept, named once.
[[nodiscard]] nlohmann::json WriteScreening(const screen::Screening& screening);

// Throws as JsonReader.
void ReadScreening(const nlohmann::json& json, screen::Screening& screening);
void ReadMatches(const nlohmann::json& json, std::vector<identify::Match>& matches);

// The same for one match.
[[nodiscard]] nlohmann::json WriteMatch(const identify::Match& match);
void ReadMatch(const nlohmann::json& json, identify::Match& match);

}  // namespace chowki::journal
