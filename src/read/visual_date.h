#pragma once

#include <optional>
#include <string_view>

#include "base/date.h"
#include "base/partial_date.h"

namespace chowki::read {

enum class DateKind { kBirth, kIssue, kExpiry };

// A date as documents print it: "12 AUG/AOUT 74", "12.08.1974", "12/08/1974", "12 08 1974",
// "1974-08-12", "XX.XX.1984"; day before month, months by their names in Latin letters of several
// languages, letters that OCR puts for digits (O, I, S, B ...) among digits.
//
// text    UTF-8, also with other words around the date.
// today   decides the century of two-digit years: a birth or an issue is never in the future, an
//         expiry less than 50 years ago.
// returns nullopt when there is no date, or several.
// thread  pure.
[[nodiscard]] std::optional<PartialDate> ParsePrintedDate(std::string_view text, DateKind kind,
                                                          const Date& today);

}  // namespace chowki::read
