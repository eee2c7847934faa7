#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace chowki {

[[nodiscard]] std::string_view Trim(std::string_view text);  // ASCII white space
[[nodiscard]] std::vector<std::string> Split(std::string_view text, char separator);
[[nodiscard]] std::string Join(const std::vector<std::string>& parts, std::string_view separator);

// ASCII letters only; other bytes stay.
[[nodiscard]] std::string AsciiUpper(std::string_view text);

// Well-formed UTF-8: no overlong forms, no surrogates.
[[nodiscard]] bool IsUtf8(std::string_view text);

// Unicode upper case (root locale) after NFC; malformed bytes become U+FFFD.
[[nodiscard]] std::string UnicodeUpper(std::string_view utf8);

// UnicodeUpper without combining marks: "Élodie" -> "ELODIE". For comparing, never for showing.
[[nodiscard]] std::string UpperWithoutMarks(std::string_view utf8);

// For people's eyes in a terminal: control characters (also the C1 range, line breaks) and bidi
// overrides become U+FFFD; malformed bytes likewise.
[[nodiscard]] std::string Printable(std::string_view utf8);

}  // namespace chowki
