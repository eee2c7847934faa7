#include "identify/signals/document.h"

#include <algorithm>

#include "icao/country.h"
#include "identify/document_index.h"
#include "identify/scorecard.h"

namespace chowki::identify {
namespace {

struct Compared {
  double points = 0;
  DocumentAgreement agreement = DocumentAgreement::kNone;
};

Compared Compare(const Query& query, const watchlist::EntryDocument& document) {
  const bool exact = document.number == query.document_number;
  if (!exact && ConfusableKey(document.number) != ConfusableKey(query.document_number)) return {};
  const double most = scorecard::kPointsPerCharacter * static_cast<double>(document.number.size());
  const bool issuer_known = !document.issuer.empty() && !query.document_issuer.empty();
  if (issuer_known && !icao::SameState(document.issuer, query.document_issuer)) {
    return {exact ? std::min(most, scorecard::kDocumentOtherIssuer) : 0, DocumentAgreement::kNone};
  }
  if (!exact) return {std::min(most, scorecard::kDocumentMisread), DocumentAgreement::kMisread};
  const double points =
      issuer_known ? scorecard::kDocumentAndIssuer : scorecard::kDocumentWithoutIssuer;
  return {std::min(most, points), DocumentAgreement::kExact};
}

std::string Text(const std::string& issuer, const std::string& number) {
  return issuer.empty() ? number : issuer + ":" + number;
}

}  // namespace

DocumentSignal CompareDocument(const Query& query, const watchlist::Entry& entry) {
  DocumentSignal best{{"document", Effect::kNeutral, 0, "", ""}, DocumentAgreement::kNone};
  if (query.document_number.empty()) return best;
  for (const watchlist::EntryDocument& document : entry.documents) {
    const Compared compared = Compare(query, document);
    if (compared.points <= best.signal.points) continue;
    best.agreement = compared.agreement;
    best.signal.points = compared.points;
    best.signal.query = Text(query.document_issuer, query.document_number);
    best.signal.entry = Text(document.issuer, document.number);
  }
  return best;
}

}  // namespace chowki::identify
