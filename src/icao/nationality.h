#pragma once

#include <string_view>
#include <vector>

namespace chowki::icao {

// The states that a printed nationality may name: "PAKISTANI", "ΕΛΛΗΝΙΚΗ / HELLENIC", "FRANÇAISE",
// "UTO", "D". Between strokes stand the same words in several languages; a part that names no state
// (read in another script) does not count, two that name different ones name none.
//
// printed  UTF-8, any case. One wrong letter in six is forgiven in words of seven letters and more,
//          when only one state's are that near.
// returns  codes of Doc 9303-3, section 5; several for words that states share ("DOMINICAN"), none
//          when nothing is named.
// thread   pure.
[[nodiscard]] std::vector<std::string_view> NationalitiesNamed(std::string_view printed);

}  // namespace chowki::icao
