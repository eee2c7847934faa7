#pragma once

#include <span>

#include "identify/name_key.h"

namespace chowki::identify {

// Compares a name that was asked for with a name of the list, word by word in any order: the
// assignment that gives the most points, where two neighbours may also stand for one word of the
// other side (ABD AL RAHMAN, ABDULRAHMAN).
//
// query, entry  canonical words, as NameForms makes them; not empty.
// worth         what each word of the entry is worth when it agrees, in points; parallel to entry.
// truncated     the last word of the query may be a beginning only, and words may be missing after
// it. returns       points, at most scorecard::kMostName; below zero when more speaks against it.
// thread        pure.
[[nodiscard]] double CompareNames(const Words& query, const Words& entry,
                                  std::span<const double> worth, bool truncated);

}  // namespace chowki::identify
