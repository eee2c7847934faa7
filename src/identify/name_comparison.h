#pragma once

#include <functional>
#include <string_view>

#include "identify/name_key.h"

namespace chowki::identify {

// What a word is worth when it agrees, in points (scorecard.h).
using WordWorth = std::function<double(std::string_view word)>;

// Compares a name that was asked for with a name of the list, word by word in any order: the
// assignment that gives the most points, where two neighbours may also stand for one word of the
// other side (ABD AL RAHMAN, ABDULRAHMAN).
//
// query, entry  canonical words, as NameForms makes them; not empty.
// truncated     the last word of the query may be a beginning only, and words may be missing after
// it. worth         of words of the list. returns       points, at most scorecard::kMostName; below
// zero when more speaks against it. thread        as worth.
[[nodiscard]] double CompareNames(const Words& query, const Words& entry, bool truncated,
                                  const WordWorth& worth);

}  // namespace chowki::identify
