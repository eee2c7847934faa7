#pragma once

#include <string>
#include <string_view>

#include "base/status.h"
#include "watchlist/entry.h"

namespace chowki::watchlist {

inline constexpr size_t kMaxId = 255;    // bytes
inline constexpr size_t kMaxText = 500;  // bytes of a name, an authority, a reference

// The values of list files, as all formats write them in one way or another. Every parser answers
// kInvalidArgument with the text and the reason when it cannot read it.

// "1974-08-12", "1974-08", "1974"; "~1974" (circa: see listed_date.h);
// "1970/1975-06" (between, both ends included).
[[nodiscard]] Result<EntryBirthDate> ParseBirthDate(std::string_view text);

// A code of Doc 9303 ("PAK", "D", "XXA"), an ISO 3166-1 alpha-2 or alpha-3 code or the English name
// of a country. Returns the code of Doc 9303 without filler.
[[nodiscard]] Result<std::string> ParseCountry(std::string_view text);

// "NUMBER", "ISSUER:NUMBER" or "TYPE:ISSUER:NUMBER"; issuer as ParseCountry. NUMBER may be a run:
// "AB0980..AB1020".
[[nodiscard]] Result<EntryDocument> ParseDocument(std::string_view text);

// OK for 1 to 40 characters that have a digit among them; else kInvalidArgument with the reason.
// number  in normal form.
[[nodiscard]] Status CheckDocumentNumber(std::string_view number);

// OK for one document, and for a run as entry.h wants it; else kInvalidArgument with the reason.
[[nodiscard]] Status CheckRun(const EntryDocument& document);

// "M", "F", "X" or "", any case, also the words.
[[nodiscard]] Result<icao::Sex> ParseSex(std::string_view text);

// A name as the list has it, with its script found out. Surname and given names may be empty; then
// `full` has the whole.
[[nodiscard]] EntryName MakeName(std::string_view full, std::string_view surname,
                                 std::string_view given_names, NameQuality quality);

}  // namespace chowki::watchlist
