#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace chowki::identify {

// Whether a character is of the Bengali script.
[[nodiscard]] constexpr bool IsBengali(char32_t c) { return c >= 0x0980 && c <= 0x09FF; }

// A Bengali name as passports of Bangladesh spell it: the vowel that a consonant has when no sign
// is written is silent at the end of a word, C is CH and PH is F.
//
// name     other scripts in it separate words.
// returns  upper case; nothing when there is no Bengali in it.
// thread   pure.
[[nodiscard]] std::vector<std::string> SpellBengali(std::u32string_view name);

}  // namespace chowki::identify
