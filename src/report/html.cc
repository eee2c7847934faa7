#include "report/html.h"

#include <algorithm>

#include "base/text.h"

namespace chowki::report {

std::string Escaped(std::string_view utf8) {
  std::string html;
  for (const char c : Printable(utf8)) {
    switch (c) {
      case '&':
        html += "&amp;";
        break;
      case '<':
        html += "&lt;";
        break;
      case '>':
        html += "&gt;";
        break;
      case '"':
        html += "&quot;";
        break;
      case '\'':
        html += "&#39;";
        break;
      default:
        html += c;
    }
  }
  return html;
}

std::string Isolated(std::string_view utf8) { return "<bdi>" + Escaped(utf8) + "</bdi>"; }

std::string Prose(std::string_view text) {
  std::string html;
  bool code = false;
  while (true) {
    const auto quote = text.find('`');
    html += Escaped(text.substr(0, quote));
    if (quote == std::string_view::npos) break;
    code = !code;
    html += code ? "<code>" : "</code>";
    text.remove_prefix(quote + 1);
  }
  return code ? html + "</code>" : html;
}

std::string Words(std::string_view code) {
  std::string words(code);
  std::ranges::replace(words, '_', ' ');
  if (!words.empty()) words[0] = AsciiUpper(words.substr(0, 1))[0];
  for (const std::string_view mrz : {"Mrz", "mrz"}) {
    const auto at = words.find(mrz);
    if (at != std::string::npos) words.replace(at, mrz.size(), "MRZ");
  }
  return words;
}

std::string Base64(Bytes bytes) {
  static constexpr char kAlphabet[] =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (size_t i = 0; i < bytes.size(); i += 3) {
    const size_t count = std::min<size_t>(3, bytes.size() - i);
    std::uint32_t group = 0;
    for (size_t k = 0; k < 3; ++k) group = group << 8U | (k < count ? bytes[i + k] : 0U);
    for (size_t k = 0; k < 4; ++k) {
      text += k <= count ? kAlphabet[group >> (18U - 6U * k) & 63U] : '=';
    }
  }
  return text;
}

}  // namespace chowki::report
