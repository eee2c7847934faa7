#include "watchlist/entry.h"

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

std::string NormalDocumentNumber(std::string_view text) {
  std::string number;
  for (const char c : AsciiUpper(text)) {
    if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) number += c;
  }
  return number;
}

}  // namespace chowki::watchlist
