#include "watchlist/entry.h"

#include <algorithm>

#include "base/text.h"

namespace chowki::watchlist {

std::string_view Name(EntryKind kind) {
  switch (kind) {
    case EntryKind::kPerson:
      return "person";
    case EntryKind::kDocument:
      return "document";
  }
  return "";
}

std::string_view Name(NameQuality quality) {
  switch (quality) {
    case NameQuality::kPrimary:
      return "primary";
    case NameQuality::kStrongAlias:
      return "strong_alias";
    case NameQuality::kWeakAlias:
      return "weak_alias";
  }
  return "";
}

bool Covers(const EntryDocument& document, std::string_view number) {
  const std::string_view first = document.number;
  const std::string_view last = document.last_number;
  if (last.empty()) return number == first;
  if (number.size() != first.size() || number < first || number > last) return false;
  const auto [apart, unused] = std::ranges::mismatch(first, last);
  const std::string_view counted = number.substr(static_cast<size_t>(apart - first.begin()));
  return std::ranges::all_of(counted, [](char c) { return c >= '0' && c <= '9'; });
}

std::string NormalDocumentNumber(std::string_view text) {
  std::string number;
  for (const char c : AsciiUpper(text)) {
    if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) number += c;
  }
  return number;
}

}  // namespace chowki::watchlist
