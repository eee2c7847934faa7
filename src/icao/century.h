#pragma once

#include <string_view>

#include "base/date.h"
#include "base/partial_date.h"

namespace chowki::icao {

// Dates of an MRZ have two digits for the year, and Doc 9303 gives no rule for the century. Ours:
//
// A birth is never in the future: the latest century that puts the first possible day of the date
// on or before today. A holder of a hundred years and more is read a century too young; nothing in
// the MRZ could tell.
//
// An expiry lies within kExpiryYearsBack before and 99 - kExpiryYearsBack after this year, and
// never before the holder's birth.
inline constexpr int kExpiryYearsBack =
    50;  // MRZs exist since about 1980; nothing is valid so long

// Six characters YYMMDD; fillers in place of a part mean that it is unknown (Doc 9303-3, 4.8). Some
// issuers print 00 for an unknown month or day; it is taken so, and 000000 as all unknown.
//
// returns all unknown when the text is no such date (30 February, letters, month 13).
// thread  pure.
[[nodiscard]] PartialDate ReadBirthDate(std::string_view yymmdd, const Date& today);

// birth  unknown when it is.
[[nodiscard]] PartialDate ReadExpiryDate(std::string_view yymmdd, const Date& today,
                                         const PartialDate& birth);

// The text of a date in an MRZ, unknown parts as fillers.
[[nodiscard]] std::string WriteDate(const PartialDate& date);

enum class DateForm {
  kRight,       // as the standard wants it; unknown parts as fillers
  kZeros,       // 00 for an unknown month or day
  kImpossible,  // letters, 30 February
};

// Whether six characters are a date that a calendar has in some year of this century or the last.
[[nodiscard]] DateForm FormOf(std::string_view yymmdd);

}  // namespace chowki::icao
