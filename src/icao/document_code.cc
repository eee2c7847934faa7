#include "icao/document_code.h"

#include <iterator>

namespace chowki::icao {
namespace {

struct PassportCode {
  std::string_view code;
  std::string_view meaning;
};

// Doc 9303-4, 4.4; PU: Doc 9303-8.
constexpr PassportCode kPassportCodes[] = {
    {"P", "passport"},
    {"PP", "ordinary passport"},
    {"PE", "emergency passport"},
    {"PD", "diplomatic passport"},
    {"PO", "official or service passport"},
    {"PR", "refugee passport"},
    {"PT", "alien passport"},
    {"PS", "stateless passport"},
    {"PL", "laissez-passer"},
    {"PM", "military passport"},
    {"PU", "single-sheet emergency travel document"},
};

char FirstLetter(std::string_view code) { return code.empty() ? '<' : code.front(); }

bool IsCardLetter(char letter) { return letter == 'A' || letter == 'C' || letter == 'I'; }

}  // namespace

DocumentKind KindOf(std::string_view document_code) {
  if (document_code == "AC") return DocumentKind::kCrewCertificate;
  const char letter = FirstLetter(document_code);
  if (letter == 'P') return DocumentKind::kPassport;
  if (letter == 'V') return DocumentKind::kVisa;
  return IsCardLetter(letter) ? DocumentKind::kIdentityCard : DocumentKind::kUnknown;
}

std::string_view Meaning(std::string_view document_code) {
  for (const auto& [code, meaning] : kPassportCodes) {
    if (code == document_code) return meaning;
  }
  return "";
}

DocumentCodeFault FaultOf(std::string_view document_code, Format format) {
  const char letter = FirstLetter(document_code);
  const auto unless = [](bool fine) {
    return fine ? DocumentCodeFault::kNone : DocumentCodeFault::kFirstLetter;
  };
  switch (format) {
    case Format::kTd3:
      return unless(letter == 'P');
    case Format::kMrvA:
    case Format::kMrvB:
      return unless(letter == 'V');
    case Format::kFraId:
      return unless(document_code == "ID");
    case Format::kTd1:
    case Format::kTd2:
      break;
  }
  if (document_code == "PU" && format == Format::kTd2) return DocumentCodeFault::kNone;
  const bool forbidden = (document_code.size() == 2 && document_code[1] == 'V') ||
                         (document_code == "AI" && format == Format::kTd1);
  if (forbidden && IsCardLetter(letter)) return DocumentCodeFault::kForbidden;
  return unless(IsCardLetter(letter));
}

}  // namespace chowki::icao
