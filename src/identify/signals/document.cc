#include "identify/signals/document.h"

#include <algorithm>
#include <optional>

#include "icao/check_digit.h"
#include "icao/country.h"
#include "icao/document_code.h"
#include "identify/document_index.h"
#include "identify/scorecard.h"

namespace chowki::identify {
namespace {

struct Compared {
  double points = 0;
  DocumentAgreement agreement = DocumentAgreement::kNone;
};

// The listed number that a number with misread characters stands for; of a run the one with the
// digits that are meant.
std::optional<std::string> ListedNumber(const watchlist::EntryDocument& document,
                                        std::string_view number) {
  const std::string key = ConfusableKey(number);
  if (document.last_number.empty()) {
    return ConfusableKey(document.number) == key ? std::optional(document.number) : std::nullopt;
  }
  if (key.size() != document.number.size()) return std::nullopt;
  const auto [apart, unused] = std::ranges::mismatch(document.number, document.last_number);
  const std::string_view head(document.number.begin(), apart);
  if (!key.starts_with(ConfusableKey(head))) return std::nullopt;
  std::string listed = std::string(head) + key.substr(head.size());
  return Covers(document, listed) ? std::optional(std::move(listed)) : std::nullopt;
}

bool AgreesWithDigit(std::string_view number, char check_digit) {
  const auto digit = icao::CheckDigit(number);
  return digit.ok() && *digit == check_digit - '0';
}

bool IssuersDiffer(const std::string& a, const std::string& b) {
  // A code that no state has was misread: the issuer has no check digit of its own.
  return icao::FindCountry(a) != nullptr && icao::FindCountry(b) != nullptr &&
         !icao::SameState(a, b);
}

bool KindsDiffer(const std::string& a, const std::string& b) {
  const icao::DocumentKind kind_a = icao::KindOf(a);
  const icao::DocumentKind kind_b = icao::KindOf(b);
  return kind_a != icao::DocumentKind::kUnknown && kind_b != icao::DocumentKind::kUnknown &&
         kind_a != kind_b;
}

Compared CompareMisread(const Query& query, const std::string& listed) {
  const char digit = query.document_check_digit;
  if (digit >= '0' && digit <= '9') {
    const bool read_holds = AgreesWithDigit(query.document_number, digit);
    const bool listed_holds = AgreesWithDigit(listed, digit);
    if (read_holds && !listed_holds) {
      return {scorecard::kDocumentHardlyMisread, DocumentAgreement::kNone};
    }
    if (listed_holds && !read_holds) {
      return {scorecard::kDocumentReadByDigit, DocumentAgreement::kReadByDigit};
    }
  }
  return {scorecard::kDocumentMisread, DocumentAgreement::kMisread};
}

Compared Compare(const Query& query, const watchlist::EntryDocument& document) {
  const bool exact = Covers(document, query.document_number);
  const auto listed = ListedNumber(document, query.document_number);
  if (!exact && !listed) return {};
  if (IssuersDiffer(document.issuer, query.document_issuer) ||
      KindsDiffer(document.type, query.document_type)) {
    return {exact ? scorecard::kDocumentOther : 0, DocumentAgreement::kNone};
  }
  if (!exact) return CompareMisread(query, *listed);
  const bool same_issuer = icao::SameState(document.issuer, query.document_issuer);
  return {same_issuer && !document.issuer.empty() ? scorecard::kDocumentAndIssuer
                                                  : scorecard::kDocumentWithoutIssuer,
          DocumentAgreement::kExact};
}

std::string Text(const std::string& issuer, const std::string& number,
                 const std::string& last_number = "") {
  return (issuer.empty() ? number : issuer + ":" + number) +
         (last_number.empty() ? "" : "/" + last_number);
}

}  // namespace

DocumentSignal CompareDocument(const Query& query, const watchlist::Entry& entry) {
  DocumentSignal best{{"document", Effect::kNeutral, 0, "", ""}, DocumentAgreement::kNone};
  if (query.document_number.empty()) return best;
  const double most =
      scorecard::kPointsPerCharacter * static_cast<double>(query.document_number.size());
  for (const watchlist::EntryDocument& document : entry.documents) {
    const Compared compared = Compare(query, document);
    const double points = std::min(most, compared.points);
    if (points <= best.signal.points) continue;
    best.agreement = compared.agreement;
    best.signal.points = points;
    best.signal.query = Text(query.document_issuer, query.document_number);
    best.signal.entry = Text(document.issuer, document.number, document.last_number);
  }
  return best;
}

}  // namespace chowki::identify
