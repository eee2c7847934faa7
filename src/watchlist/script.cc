#include "watchlist/script.h"

#include <algorithm>
#include <cstdint>
#include <map>

#include <unicode/uscript.h>
#include <unicode/utf8.h>

namespace chowki::watchlist {
namespace {

bool IsAsciiLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

}  // namespace

std::string ScriptOf(std::string_view utf8) {
  if (std::ranges::none_of(utf8, [](char c) { return (c & 0x80) != 0; })) {
    return std::ranges::any_of(utf8, IsAsciiLetter) ? "Latn" : "";
  }
  std::map<UScriptCode, int> letters;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(utf8.data());
  const auto size = static_cast<std::int32_t>(utf8.size());
  for (std::int32_t i = 0; i < size;) {
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(bytes, i, size, c);
    UErrorCode error = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(c, &error);
    if (U_FAILURE(error) || script == USCRIPT_COMMON || script == USCRIPT_INHERITED) continue;
    ++letters[script];
  }
  UScriptCode most = USCRIPT_UNKNOWN;
  int count = 0;
  for (const auto& [script, n] : letters) {
    if (n > count) {
      most = script;
      count = n;
    }
  }
  return count == 0 ? std::string() : uscript_getShortName(most);
}

}  // namespace chowki::watchlist
