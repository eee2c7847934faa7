#pragma once

#include <optional>

#include "icao/mrz_check.h"
#include "verify/exhibit.h"
#include "verify/finding.h"

namespace chowki::verify {

// What a check digit that does not hold means. Certain characters: the document itself is wrong,
// failed and refer. Doubtful ones: perhaps it was misread, undetermined and attention.
//
// value     the least confidence among the characters that it rests on
// threshold kDoubtfulBelow
// evidence  the stated digit (expected, seen) and the fields that it covers
//
// exhibit   has a record.
// reasons   for the two cases.
// returns   nullopt when the digit holds.
[[nodiscard]] std::optional<Finding> WrongDigit(const Exhibit& exhibit,
                                                const icao::CheckDigitResult& digit,
                                                std::string_view certain_reason,
                                                std::string_view doubtful_reason);

}  // namespace chowki::verify
