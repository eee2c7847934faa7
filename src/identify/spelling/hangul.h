#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace chowki::identify {

// Whether a character is a syllable of the Korean script.
[[nodiscard]] constexpr bool IsHangul(char32_t c) { return c >= 0xAC00 && c <= 0xD7A3; }

// A Korean name as passports spell it in Latin letters: the family name as families customarily
// write it, the given name syllable by syllable. One spelling each of the Revised Romanisation
// (2000), of the McCune-Reischauer system without its marks (as the north has it), and of what
// southern families prefer.
//
// name     the family name first, or last as a word of its own; other scripts are passed over.
// returns  upper case, syllables apart ("KIM YONG CHOL"); nothing when there is no Hangul.
// thread   pure.
[[nodiscard]] std::vector<std::string> SpellHangul(std::u32string_view name);

}  // namespace chowki::identify
