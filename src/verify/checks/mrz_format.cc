#include <optional>

#include "icao/mrz_check.h"
#include "verify/cells.h"
#include "verify/check.h"
#include "verify/outcome.h"

namespace chowki::verify {
namespace {

constexpr std::string_view kIllegalCharacter = "illegal_character";
constexpr std::string_view kNameMalformed = "name_malformed";
constexpr std::string_view kNoMrz = "no_mrz";
constexpr std::string_view kReasons[] = {kIllegalCharacter, kNameMalformed, kNoMrz};

// What a cell may hold, in words for the evidence.
std::string_view Words(icao::CellClass cell) {
  switch (cell) {
    case icao::CellClass::kLetter:
      return "A-Z";
    case icao::CellClass::kDigit:
      return "0-9";
    case icao::CellClass::kLetterOrFiller:
      return "A-Z <";
    case icao::CellClass::kDigitOrFiller:
      return "0-9 <";
    case icao::CellClass::kSexLetter:
      return "M F <";
    case icao::CellClass::kAny:
      return "A-Z 0-9 <";
  }
  return "";
}

// Characters where the layout does not allow them. Issuers print such things (a digit in a document
// code), so that they are a reason to look and no proof.
//
// mrz.semantics judges dates and sex by their meaning: their cells are left to it.
std::vector<Evidence> IllegalCharacters(const Exhibit& exhibit) {
  const icao::MrzRecord& record = *exhibit.record;
  std::vector<Evidence> evidence;
  for (const auto& [field, cells, characters] : icao::LayoutOf(record.format).fields) {
    const bool by_meaning = field == icao::Field::kBirthDate || field == icao::Field::kExpiryDate ||
                            field == icao::Field::kSex;
    if (by_meaning) continue;
    for (int column = cells.column; column < cells.column + cells.length; ++column) {
      const char seen = record.lines[static_cast<size_t>(cells.line)][static_cast<size_t>(column)];
      const icao::CellClass allowed = icao::ClassOf(record.format, cells.line, column);
      if (icao::Allows(allowed, seen)) continue;
      evidence.push_back(EvidenceOf(exhibit.transcript->mrz, {cells.line, column, 1},
                                    Words(allowed), std::string(1, seen)));
    }
  }
  return evidence;
}

// A name begins with a letter, so that one that is missing, or shifted, is told.
std::optional<Finding> MalformedName(const Exhibit& exhibit) {
  const icao::MrzRecord& record = *exhibit.record;
  for (const icao::Field field : {icao::Field::kName, icao::Field::kSurname}) {
    const auto cells = icao::CellsOf(record.format, field);
    if (!cells || icao::TextOf(record.lines, *cells).front() != '<') continue;
    Finding finding = Undetermined(kNameMalformed, Contribution::kAttention, kModerate);
    finding.evidence.push_back(
        EvidenceOf(exhibit.transcript->mrz, *cells, "", icao::TextOf(record.lines, *cells)));
    return finding;
  }
  return std::nullopt;
}

std::vector<Finding> Perform(const Exhibit& exhibit) {
  if (exhibit.record == nullptr) return {NotPerformed(kNoMrz)};
  std::vector<Finding> findings;
  if (auto evidence = IllegalCharacters(exhibit); !evidence.empty()) {
    findings.push_back(Undetermined(kIllegalCharacter, Contribution::kAttention, kModerate));
    findings.back().evidence = std::move(evidence);
  }
  if (auto malformed = MalformedName(exhibit)) findings.push_back(*malformed);
  if (findings.empty()) findings.push_back(Successful());
  return findings;
}

}  // namespace

extern const Check kMrzFormat;
constinit const Check kMrzFormat{&Perform, kReasons};

}  // namespace chowki::verify
