#pragma once

#include "figures/table.h"

namespace chowki::figures {

// Counts of 1 to 4 are not told: few people can be known by them. Ours; five is what statistical
// offices use.
inline constexpr std::int64_t kSmallest = 5;

// Hides what is small, and as much beside it as keeps anybody from working it out:
//
// 1. Every count and every sum of 1 to 4 is kSmall.
// 2. For each of these, whoever adds and subtracts everything that is shown, knowing that "<5" is 1
//    to 4 and that "x" is at least 1, must be left with all of 1 to 4 where that is possible, and
//    with two numbers at least. A table is a flow between its rows and columns, so what he is left
//    with is found exactly: what a count can rise and fall by along paths of hidden ones. Where
//    there is too little, the path through the smallest other counts is hidden too (kWithheld).
// 3. Where no path is enough, the whole table is withheld: everything that is not 0, and the total.
//
// Zeros are shown. The grand total is withheld only by 3.
//
// counts   exact, not negative, and every sum is right.
// returns  false: the whole table is withheld; whatever else tells its total must withhold it.
// source   the heuristic of shortest paths: J. Castro, "A shortest-paths heuristic for statistical
//          data protection in positive tables" (2007). It protects one table; another table over
//          other breakdowns of the same people must share nothing but the total with it.
[[nodiscard]] bool Protect(Table& table);

// Withholds everything that is not 0.
void WithholdAll(Table& table);

}  // namespace chowki::figures
