#pragma once

#include <string_view>

#include "base/status.h"
#include "watchlist/entry.h"

namespace chowki::watchlist {

// A date of birth as the public lists write it: "10 Dec 1948", "Nov. 1973", "1946", "28/06/1960"
// (day first), "00/00/1968", "1974/08/12", "1974-08-12", "circa 1951", "approximately 1965",
// "1951 to 1953", "01 Jan 1961 to 31 Dec 1963", "circa 1979-1982", "between 1970 and 1975".
//
// returns  every day that the words allow; circa and approximately widen by kCircaYears.
// errors   kInvalidArgument with the text: no date of the Gregorian calendar from 1850 on.
// source   the forms are those found in the OFAC, UN, EU and UK lists.
[[nodiscard]] Result<EntryBirthDate> ParseListedDate(std::string_view text);

// The days from the first of one date to the last of another. Errors as ParseListedDate.
[[nodiscard]] Result<EntryBirthDate> Between(const PartialDate& from, const PartialDate& to);

// A date widened by kCircaYears to either side.
[[nodiscard]] EntryBirthDate Circa(EntryBirthDate date);

// What "circa" widens a date by: ours, as wide as the ranges that lists give when they give both.
inline constexpr int kCircaYears = 2;

}  // namespace chowki::watchlist
