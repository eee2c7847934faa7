#pragma once

#include <random>

#include "identify/name_key.h"

namespace chowki::train {

using Random = std::mt19937_64;

// A name as people and machines miswrite it, in one of these ways: one or two slips of the
// keyboard, letters that OCR confuses, other romanisations, the last word first, a word left out,
// words run together or cut in two, cut by the MRZ after 30 letters; some of them together.
//
// name       two words or more, A-Z.
// truncated  set when it was cut.
// returns    the words as they would be read; may be as before.
[[nodiscard]] identify::Words Misspell(const identify::Words& name, Random& random,
                                       bool& truncated);

}  // namespace chowki::train
