#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace chowki::identify {

// What a word does in a name.
enum class WordKind : std::uint8_t {
  kName,
  kParticle,    // joins or introduces names and says little about a person: AL, BIN, DE, VAN
  kTitle,       // rank, honorific or relation, there or not: HAJI, MULLAH, DAW, BIBI
  kInitial,     // a single letter
  kPatronymic,  // the father's name that stands between: IVANOVICH, OGLU
};

[[nodiscard]] WordKind KindOf(std::string_view word);  // A-Z

// The spellings of one very common name are one class ("MOHAMMED", "MD" and "MUHAMMAD").
using WordClass = std::uint16_t;
inline constexpr WordClass kNoClass = 0;

[[nodiscard]] WordClass ClassOf(std::string_view word);

// All spellings of a class, the plainest first; none when there is no such class.
[[nodiscard]] std::vector<std::string> SpellingsOf(WordClass word_class);

// The share of people who bear a word, or another of its class, in their name; 0 when it is not in
// the table.
[[nodiscard]] double PopulationShare(std::string_view word);

}  // namespace chowki::identify
