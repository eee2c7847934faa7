#pragma once

#include <string>
#include <string_view>

namespace chowki::identify {

// One spelling for all spellings of a very common name ("MOHAMMED", "MD" -> "MUHAMMAD"); other
// words as they are.
//
// word  A-Z.
[[nodiscard]] std::string CanonicalSpelling(std::string_view word);

// Words that join or introduce names and say little about a person: AL, BIN, DE, VAN.
[[nodiscard]] bool IsParticle(std::string_view word);

// The share of people who bear a canonical word in their name; 0 when it is not in the table.
[[nodiscard]] double PopulationShare(std::string_view canonical);

}  // namespace chowki::identify
