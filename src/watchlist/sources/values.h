#pragma once

#include <string>
#include <string_view>

#include "base/status.h"
#include "watchlist/entry.h"

namespace chowki::watchlist {

// The values of list files, as all formats write them in one way or another. Every parser answers
// kInvalidArgument with the text and the reason when it cannot read it.

// "1974-08-12", "1974-08", "1974"; "~1974" (circa: kCircaYears to either side of it);
// "1970/1975-06" (between, both ends included).
[[nodiscard]] Result<EntryBirthDate> ParseBirthDate(std::string_view text);

// What "circa" widens a date by: ours, as wide as the ranges that lists give when they give both.
inline constexpr int kCircaYears = 2;

// A code of Doc 9303 ("PAK", "D", "XXA"), an ISO 3166-1 alpha-2 or alpha-3 code or the English name
// of a country. Returns the code of Doc 9303 without filler.
[[nodiscard]] Result<std::string> ParseCountry(std::string_view text);

// "NUMBER", "ISSUER:NUMBER" or "TYPE:ISSUER:NUMBER"; issuer as ParseCountry.
[[nodiscard]] Result<EntryDocument> ParseDocument(std::string_view text);

// "M", "F", "X" or "", any case, also the words.
[[nodiscard]] Result<icao::Sex> ParseSex(std::string_view text);

// A name as the list has it, with its script found out. Surname and given names may be empty; then
// `full` has the whole.
[[nodiscard]] EntryName MakeName(std::string_view full, std::string_view surname,
                                 std::string_view given_names, NameQuality quality);

}  // namespace chowki::watchlist
