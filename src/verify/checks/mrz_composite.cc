#include "verify/check.h"
#include "verify/outcome.h"
#include "verify/wrong_digits.h"

namespace chowki::verify {
namespace {

constexpr std::string_view kWrong = "composite_digit_wrong";
constexpr std::string_view kDoubtful = "composite_digit_doubtful";
constexpr std::string_view kNoCompositeDigit = "no_composite_digit";
constexpr std::string_view kNoMrz = "no_mrz";
constexpr std::string_view kReasons[] = {kWrong, kDoubtful, kNoCompositeDigit, kNoMrz};

// Where a field was altered and its own digit made to fit, the composite digit often was forgotten.
std::vector<Finding> Perform(const Exhibit& exhibit) {
  if (exhibit.record == nullptr) return {NotPerformed(kNoMrz)};
  for (const icao::CheckDigitResult& digit : exhibit.record->check_digits) {
    if (digit.field != icao::CheckDigitField::kComposite) continue;
    return {WrongDigit(exhibit, digit, kWrong, kDoubtful).value_or(Successful())};
  }
  return {NotSupported(kNoCompositeDigit)};  // visas have none
}

}  // namespace

extern const Check kMrzComposite;
constinit const Check kMrzComposite{&Perform, kReasons};

}  // namespace chowki::verify
