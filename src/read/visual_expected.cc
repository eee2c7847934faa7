#include "read/visual_expected.h"

#include <algorithm>

#include "base/partial_date.h"
#include "icao/country.h"
#include "icao/nationality.h"
#include "icao/transliterate.h"
#include "read/visual_match.h"

namespace chowki::read {
namespace {

constexpr std::size_t kMostSpellings = 24;
constexpr std::size_t kLongestSign = 3;  // "NO", before a number

}  // namespace

bool IsDate(VisualField field) {
  return field == VisualField::kBirthDate || field == VisualField::kExpiryDate ||
         field == VisualField::kIssueDate;
}

bool IsNumber(VisualField field) {
  return field == VisualField::kDocumentNumber || field == VisualField::kPersonalNumber;
}

bool IsName(VisualField field) {
  return field == VisualField::kSurname || field == VisualField::kGivenNames;
}

std::string ExpectedValues::Of(VisualField field) const {
  if (record_ == nullptr) return {};
  switch (field) {
    case VisualField::kSurname:
      return record_->surname;
    case VisualField::kGivenNames:
      return record_->given_names;
    case VisualField::kDocumentNumber:
      return record_->document_number;
    case VisualField::kBirthDate:
      return IsUnknown(record_->birth_date) ? "" : ToIso(record_->birth_date);
    case VisualField::kExpiryDate:
      return IsUnknown(record_->expiry_date) ? "" : ToIso(record_->expiry_date);
    case VisualField::kSex:
      return record_->sex == icao::Sex::kFemale ? "F" : record_->sex == icao::Sex::kMale ? "M" : "";
    default:
      return {};
  }
}

bool ExpectedValues::Is(VisualField field, std::string_view value) const {
  const std::string expected = Of(field);
  if (expected.empty()) return false;
  // An MRZ has two digits of the year.
  if (IsDate(field)) return value.substr(2) == std::string_view(expected).substr(2);
  if (!IsName(field)) return value == NumberLetters(expected);
  const std::string letters = NumberLetters(expected);
  if (NumberLetters(value) == letters || NameLetters(value) == letters) return true;
  const auto spellings = icao::MrzSpellings(value, kMostSpellings);
  if (!spellings.ok()) return false;
  return std::any_of(spellings->begin(), spellings->end(), [&](const std::string& spelling) {
    const std::string spelt = NumberLetters(spelling);
    return spelt == letters || (record_->name_may_be_truncated && letters.size() > 2 &&
                                spelt.compare(0, letters.size(), letters) == 0);
  });
}

std::string ExpectedValues::WithDrawnDigits(std::string number) const {
  const std::string mrz = NumberLetters(Of(VisualField::kDocumentNumber));
  // "No" and the like, run into the number.
  const std::size_t more = number.size() - std::min(number.size(), mrz.size());
  if (more > 0 && more <= kLongestSign && !mrz.empty() && number.ends_with(mrz) &&
      number.starts_with('N')) {
    return mrz;
  }
  if (number.size() != mrz.size()) return number;
  for (std::size_t i = 0; i < number.size(); ++i) {
    const bool one_drawing =
        (number[i] == 'O' && mrz[i] == '0') || (number[i] == 'I' && mrz[i] == '1');
    if (one_drawing) number[i] = mrz[i];
  }
  return number;
}

bool ExpectedValues::MayBeNationality(std::string_view printed) const {
  if (record_ == nullptr) return false;
  const auto codes = icao::NationalitiesNamed(printed);
  return std::any_of(codes.begin(), codes.end(), [&](std::string_view code) {
    return icao::SameState(code, record_->nationality);
  });
}

bool ExpectedValues::IsCut(VisualField name) const {
  if (record_ == nullptr || !record_->name_may_be_truncated) return false;
  return name == VisualField::kGivenNames || record_->given_names.empty();
}

}  // namespace chowki::read
