#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace chowki::identify {

// A name as words of A-Z, in the order in which they stand.
using Words = std::vector<std::string>;

// The forms in which a name may meet us in the letters of the MRZ, the plainest first:
// "Müller, José" -> {MULLER JOSE}, {MUELLER JOSE}. Other scripts are transliterated; Arabic without
// its vowels keeps its consonants. Digits that OCR takes for letters become letters, apostrophes
// vanish, placeholders (FNU, LNU, UNKNOWN) and runs of misread fillers at the end are taken off.
//
// utf8     any script.
// returns  one to three different forms, each of at most scorecard::kMostWords words; none when the
//          name has no letters.
// thread   pure.
[[nodiscard]] std::vector<Words> NameForms(std::string_view utf8);

}  // namespace chowki::identify
