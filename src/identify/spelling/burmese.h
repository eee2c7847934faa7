#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace chowki::identify {

// Whether a character is of the Burmese script (Unicode block Myanmar).
[[nodiscard]] constexpr bool IsBurmese(char32_t c) { return c >= 0x1000 && c <= 0x109F; }

// A Burmese name as passports spell it: there is no standard, but syllables have customary
// spellings (AUNG, KYAW, MYINT, HTUN, SOE), which follow their sound.
//
// name     other scripts in it are passed over.
// returns  upper case, syllables apart ("AUNG MYINT HTUN"), up to two spellings; nothing when there
//          is no Burmese in it.
// thread   pure.
[[nodiscard]] std::vector<std::string> SpellBurmese(std::u32string_view name);

}  // namespace chowki::identify
