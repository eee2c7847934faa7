#include "read/visual_label.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"
#include "read/latin.h"

namespace chowki::read {
namespace {

constexpr int kLettersPerError = 4;  // of a label: one wrong letter in so many is forgiven
constexpr std::size_t kShortestFuzzyLabel = 6;
constexpr int kShortestFuzzyWord = 6;  // of an overprint

struct Label {
  VisualField field;
  std::string_view text;
};
constexpr Label kLabels[] = {
#include "read/visual_label_table.inc"
};

// "Specimen" as passports and cards print it over themselves, folded.
constexpr std::string_view kOverprints[] = {
    "SPECIMEN", "SPECIMENS", "MUSTER",    "MUESTRA", "ESPECIMEN", "ESPECIME", "WZOR",     "VZOR",
    "VZOREC",   "UZORAK",    "MINTA",     "MALLI",   "PROV",      "OBRAZEC",  "PAVYZDYS", "PARAUGS",
    "NAIDIS",   "SAMPLE",    "FACSIMILE", "ORNEK",   "NAVRH",     "MODELO",   "MOSTRA"};

// Where a label's words stand among a line's words.
struct Place {
  std::size_t behind = 0;  // first word after the label
  int errors = 0;
  int letters = 0;
};

// The label's letters without spaces against a run of words: OCR moves spaces.
bool Fits(const std::vector<std::string>& words, std::size_t from, const std::string& label,
          Place& place) {
  const int allowed =
      label.size() < kShortestFuzzyLabel ? 0 : static_cast<int>(label.size()) / kLettersPerError;
  std::string run;
  bool found = false;
  for (std::size_t i = from; i < words.size(); ++i) {
    run += words[i];
    if (run.size() > label.size() + static_cast<std::size_t>(allowed)) break;
    if (run.size() + 1 < label.size()) continue;  // a lost word is not a wrong letter
    const int errors = Distance(run, label, allowed);
    if (errors > allowed || (found && errors >= place.errors)) continue;
    place = {i + 1, errors, static_cast<int>(label.size())};
    found = true;
  }
  return found;
}

std::string Letters(std::string_view label) { return Join(Words(label), ""); }

}  // namespace

std::string_view Name(VisualField field) {
  switch (field) {
    case VisualField::kSurname:
      return "surname";
    case VisualField::kGivenNames:
      return "given_names";
    case VisualField::kDocumentNumber:
      return "document_number";
    case VisualField::kNationality:
      return "nationality";
    case VisualField::kBirthDate:
      return "birth_date";
    case VisualField::kSex:
      return "sex";
    case VisualField::kExpiryDate:
      return "expiry_date";
    case VisualField::kIssueDate:
      return "issue_date";
    case VisualField::kPlaceOfBirth:
      return "place_of_birth";
    case VisualField::kPersonalNumber:
      return "personal_number";
    case VisualField::kAuthority:
      return "authority";
    case VisualField::kNativeName:
      return "native_name";
    case VisualField::kNone:
    case VisualField::kFullName:
    case VisualField::kOther:
      return "";
  }
  return "";
}

LabelMatch FindLabel(std::string_view text, bool visa) {
  const std::vector<std::string> words = Words(FoldLatin(text));
  const auto line_letters = static_cast<int>(Join(words, "").size());
  LabelMatch best;
  double best_score = 0;
  std::size_t last_word = 0;
  for (const Label& label : kLabels) {
    const std::string letters = Letters(label.text);
    for (std::size_t from = 0; from < words.size(); ++from) {
      Place place;
      if (!Fits(words, from, letters, place)) continue;
      // A title's word inside a longer line ("Passport Office ...") is no label.
      if (label.field == VisualField::kOther && 5 * place.letters < 3 * line_letters) continue;
      // The longest label wins; what stands far behind the line's start is hardly its label.
      const double score = place.letters - 3.0 * place.errors - 0.5 * static_cast<double>(from);
      if (score <= best_score) continue;
      best_score = score;
      best.field = label.field;
      best.quality = 1 - static_cast<double>(place.errors) / place.letters;
      last_word = place.behind;
      const bool other_document = visa && label.text.substr(0, 4) == "PASS";
      if (other_document) best.field = VisualField::kOther;
    }
  }
  if (best.field != VisualField::kNone) {
    best.rest = Join({words.begin() + static_cast<std::ptrdiff_t>(last_word), words.end()}, " ");
  }
  return best;
}

bool IsPieceOfLabel(VisualField field, std::string_view text) {
  return std::ranges::any_of(kLabels, [&](const Label& label) {
    return label.field == field && label.text.find(text) != std::string_view::npos;
  });
}

bool IsNearlyLabel(VisualField field, std::string_view text) {
  constexpr int kLettersPerMisread = 3;
  const std::string letters = Letters(FoldLatin(text));
  const int allowed = static_cast<int>(letters.size()) / kLettersPerMisread;
  return std::ranges::any_of(kLabels, [&](const Label& label) {
    if (label.field != field) return false;
    const std::string whole = Letters(label.text);
    return whole.find(letters) != std::string::npos || Distance(letters, whole, allowed) <= allowed;
  });
}

std::string_view FindOverprint(std::string_view text) {
  for (const std::string& word : Words(FoldLatin(text))) {
    for (const std::string_view overprint : kOverprints) {
      const int allowed = static_cast<int>(overprint.size()) > kShortestFuzzyWord ? 1 : 0;
      if (Distance(word, overprint, allowed) <= allowed) return overprint;
    }
  }
  return {};
}

}  // namespace chowki::read
