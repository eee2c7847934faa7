#include "gateway/http.h"

#include <algorithm>

#include "base/text.h"

namespace chowki::gateway {
namespace {

bool SameWord(std::string_view a, std::string_view b) { return AsciiUpper(a) == AsciiUpper(b); }

}  // namespace

std::string_view Request::HeaderOf(std::string_view name) const {
  const auto found = std::ranges::find_if(
      headers, [name](const Header& header) { return SameWord(header.name, name); });
  return found == headers.end() ? std::string_view() : std::string_view(found->value);
}

std::string Request::CookieOf(std::string_view name) const {
  for (const std::string& pair : Split(HeaderOf("Cookie"), ';')) {
    const std::string_view cookie = Trim(pair);
    const size_t equals = cookie.find('=');
    if (equals != std::string_view::npos && cookie.substr(0, equals) == name) {
      return std::string(cookie.substr(equals + 1));
    }
  }
  return "";
}

}  // namespace chowki::gateway
