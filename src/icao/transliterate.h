#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"

namespace chowki::icao {

// All ways in which one upper-case letter may be written in the MRZ, the recommended one first; the
// letters A-Z stand for themselves. {""} is a sign that is not encoded (a vowel sign); empty: the
// standard has no rendering (Bengali, Chinese).
//
// source  Doc 9303-3, section 6.
[[nodiscard]] std::vector<std::string> MrzRenderings(char32_t letter);

// A name in the letters of the MRZ by the recommended renderings: "Müller" -> "MUELLER",
// "عباس" -> "EBAS". Hyphens, commas and white space separate components, other punctuation is
// dropped. A Latin letter that the table lacks stands for its base letter (ours: Vietnamese names).
//
// utf8    any case; malformed bytes are an error like other unknown letters.
// returns components with one space between.
// errors  kInvalidArgument naming the code point that has no rendering.
// thread  pure.
[[nodiscard]] Result<std::string> ToMrzName(std::string_view utf8);

// Every spelling that a name may have in an MRZ, for comparing a visual zone or a list entry with
// one: all renderings of each letter, doubled (shadda) letters also single.
//
// limit   at least 1; of more spellings, those that leave the recommended one late in the name are
//         left out.
// returns the recommended spelling first, then the others without repeats.
// errors  as ToMrzName.
[[nodiscard]] Result<std::vector<std::string>> MrzSpellings(std::string_view utf8, size_t limit);

// The Arabic letters of a name that was transliterated by table C: "MXHMD" -> "محمد". Vowel signs
// are lost for good and a doubled letter stays two letters.
//
// mrz     A-Z and spaces.
// returns nullopt when some character cannot come from table C ("O", a lone "X"). A name in Latin
//         letters may pass: only the issuing state tells which it is.
[[nodiscard]] std::optional<std::string> ArabicFromMrz(std::string_view mrz);

}  // namespace chowki::icao
