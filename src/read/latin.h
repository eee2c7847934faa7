#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace chowki::read {

// Upper-case ASCII for comparing words: "Prénoms" -> "PRENOMS", "Müller" -> "MULLER". A Latin
// letter loses its marks; any other character becomes one space.
//
// utf8    malformed bytes are other characters.
// thread  pure.
[[nodiscard]] std::string FoldLatin(std::string_view utf8);

// The words (letters and digits) of a folded text.
[[nodiscard]] std::vector<std::string> Words(std::string_view folded);

// Edit distance, counted up to limit + 1.
[[nodiscard]] int Distance(std::string_view a, std::string_view b, int limit);

}  // namespace chowki::read
