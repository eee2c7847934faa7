#include "verify/check.h"
#include "verify/outcome.h"
#include "verify/wrong_digits.h"

namespace chowki::verify {
namespace {

using icao::CheckDigitField;

struct DigitReasons {
  CheckDigitField field;
  std::string_view certain;
  std::string_view doubtful;
};

constexpr DigitReasons kDigits[] = {
    {CheckDigitField::kDocumentNumber, "document_number_digit_wrong",
     "document_number_digit_doubtful"},
    {CheckDigitField::kBirthDate, "birth_date_digit_wrong", "birth_date_digit_doubtful"},
    {CheckDigitField::kExpiryDate, "expiry_date_digit_wrong", "expiry_date_digit_doubtful"},
    {CheckDigitField::kOptionalData, "optional_data_digit_wrong", "optional_data_digit_doubtful"},
};
constexpr std::string_view kNoMrz = "no_mrz";
constexpr std::string_view kReasons[] = {
    kDigits[0].certain,  kDigits[0].doubtful, kDigits[1].certain,
    kDigits[1].doubtful, kDigits[2].certain,  kDigits[2].doubtful,
    kDigits[3].certain,  kDigits[3].doubtful, kNoMrz,
};

// One finding for each digit that does not hold; the composite digit is a check of its own.
std::vector<Finding> Perform(const Exhibit& exhibit) {
  if (exhibit.record == nullptr) return {NotPerformed(kNoMrz)};
  std::vector<Finding> findings;
  for (const icao::CheckDigitResult& digit : exhibit.record->check_digits) {
    for (const auto& [field, certain, doubtful] : kDigits) {
      if (digit.field != field) continue;
      if (auto wrong = WrongDigit(exhibit, digit, certain, doubtful)) findings.push_back(*wrong);
    }
  }
  if (findings.empty()) findings.push_back(Successful());
  return findings;
}

}  // namespace

extern const Check kMrzCheckDigits;
constinit const Check kMrzCheckDigits{&Perform, kReasons};

}  // namespace chowki::verify
