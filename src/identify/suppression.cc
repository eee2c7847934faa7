#include "identify/suppression.h"

#include <string>

#include "base/partial_date.h"
#include "base/text.h"
#include "watchlist/entry.h"

namespace chowki::identify {

std::optional<Digest> PersonKey(const Query& query) {
  const std::string number = watchlist::NormalDocumentNumber(query.document_number);
  if (query.names.empty() || number.empty()) return std::nullopt;
  // Lengths in front, so that no two people give the same text.
  std::string text = "chowki.person.1";
  for (const std::string& part : {AsciiUpper(Trim(query.names.front())), ToIso(query.birth_date),
                                  query.nationality, query.document_issuer, number}) {
    text += std::to_string(part.size()) + ":" + part;
  }
  return Sha256(text);
}

}  // namespace chowki::identify
