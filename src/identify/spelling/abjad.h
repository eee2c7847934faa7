#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace chowki::identify {

// Whether a character is a letter of the Arabic script (Arabic, Persian, Urdu, Pashto) or a Hebrew
// one: scripts that leave out most vowels.
[[nodiscard]] constexpr bool IsAbjad(char32_t c) {
  return (c >= 0x0590 && c <= 0x05FF) || (c >= 0x0600 && c <= 0x06FF);
}

// A name in a script without vowels as passports spell it in Latin letters. Common names have
// customary spellings; in other words a vowel is put where two consonants would meet, which leaves
// the comparison of words less to forgive.
//
// name     other scripts in it separate words.
// returns  upper case: the spelling of Arabic and, where letters sound otherwise there, that of
//          Persian and Urdu; nothing when the name has no such letters.
// thread   pure.
[[nodiscard]] std::vector<std::string> SpellAbjad(std::u32string_view name);

}  // namespace chowki::identify
