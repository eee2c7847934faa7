#pragma once

#include <string>
#include <string_view>

namespace chowki::watchlist {

// The script of a name by most of its letters: the ISO 15924 code ("Latn", "Arab"), "" when it has
// no letters.
[[nodiscard]] std::string ScriptOf(std::string_view utf8);

}  // namespace chowki::watchlist
