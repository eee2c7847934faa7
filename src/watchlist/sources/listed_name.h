#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "watchlist/entry.h"

namespace chowki::watchlist {

// The names in what a public list has in one field for a name: several separated by ';', the same
// in another script in brackets, quotation marks, "original script:", "b)", what is told about the
// birth. Words in brackets of the name's own script are remarks and fall away.
//
// source  the alias fields of the UN list.
[[nodiscard]] std::vector<std::string> ListedNames(std::string_view text);

// A name from one text; "SURNAME, Given names" is taken apart.
[[nodiscard]] EntryName ListedName(std::string_view text, NameQuality quality);

// The number in what a public list has in the field for one: "CAR diplomatic passport no.
// D00000898", "Libya B/002210", "403062567 (US)". "" when there is none.
[[nodiscard]] std::string ListedNumber(std::string_view text);

}  // namespace chowki::watchlist
