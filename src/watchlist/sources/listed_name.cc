#include "watchlist/sources/listed_name.h"

#include <algorithm>

#include "base/text.h"
#include "watchlist/script.h"
#include "watchlist/sources/values.h"

namespace chowki::watchlist {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLower(char c) { return c >= 'a' && c <= 'z'; }

// A name without quotation marks around it and without what follows about the person.
std::string Cleaned(std::string_view text) {
  std::string name(text);
  for (const std::string_view before : {", born ", " born in ", " born on ", "original script:"}) {
    const size_t at = name.find(before);
    if (at == std::string::npos) continue;
    name = before.back() == ':' ? name.substr(at + before.size()) : name.substr(0, at);
  }
  for (const std::string_view quote : {"“", "”", "„", "\""}) {
    for (size_t at = 0; (at = name.find(quote)) != std::string::npos;) name.erase(at, quote.size());
  }
  // "b) M. Javad Kareemi Sabet", ") Abdelrahman"
  const size_t bracket = name.find(')');
  if (bracket != std::string::npos && bracket < 3) name.erase(0, bracket + 1);
  const size_t end = name.find_last_not_of(" ,\t\n");
  name.resize(end == std::string::npos ? 0 : end + 1);
  return std::string(Trim(name));
}

void Add(std::string_view text, std::vector<std::string>& names) {
  for (const std::string& part : Split(text, ';')) {
    std::string name = Cleaned(part);
    if (!name.empty() && !ScriptOf(name).empty()) names.push_back(std::move(name));
  }
}

}  // namespace

std::vector<std::string> ListedNames(std::string_view text) {
  std::vector<std::string> names;
  std::string outside;
  std::vector<std::string> inside;
  while (true) {
    const size_t open = text.find('(');
    outside += text.substr(0, open);
    if (open == std::string_view::npos) break;
    text.remove_prefix(open + 1);
    const size_t close = text.find(')');
    inside.emplace_back(text.substr(0, close));
    if (close == std::string_view::npos) break;
    text.remove_prefix(close + 1);
  }
  Add(outside, names);
  const std::string script = ScriptOf(outside);
  for (const std::string& part : inside) {
    const std::string name = Cleaned(part);
    const std::string other = ScriptOf(name);
    if (!other.empty() && other != script) Add(part, names);
  }
  return names;
}

EntryName ListedName(std::string_view text, NameQuality quality) {
  const size_t comma = text.find(',');
  if (comma == std::string_view::npos || text.find(',', comma + 1) != std::string_view::npos) {
    return MakeName(text, "", "", quality);
  }
  return MakeName("", text.substr(0, comma), text.substr(comma + 1), quality);
}

std::string ListedNumber(std::string_view text) {
  std::string plain;  // without brackets and what follows a comma
  int depth = 0;
  for (const char c : text) {
    if (c == '(') ++depth;
    if (c == ',' && depth == 0) break;
    if (depth == 0) plain += c == '\n' || c == '\t' ? ' ' : c;
    if (c == ')' && depth > 0) --depth;
  }
  std::string number;
  for (const std::string& word : Split(plain, ' ')) {
    const bool digits = std::ranges::any_of(word, IsDigit);
    std::string_view rest = word;
    for (const std::string_view prefix : {"No.", "No:", "No", "N°", "Nr."}) {
      if (!rest.starts_with(prefix)) continue;
      rest.remove_prefix(prefix.size());
      break;
    }
    if (NormalDocumentNumber(rest).empty()) continue;
    const bool prose = !digits && std::ranges::any_of(rest, IsLower);
    // Of what stands before a word of prose nothing is part of the number, but for "8208 No.
    // 555627".
    if (prose) {
      if (std::ranges::none_of(number, IsDigit)) number.clear();
      continue;
    }
    number += rest;
  }
  const std::string normal = NormalDocumentNumber(number);
  return std::ranges::any_of(normal, IsDigit) ? normal : std::string();
}

}  // namespace chowki::watchlist
