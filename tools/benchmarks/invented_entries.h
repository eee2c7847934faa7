#pragma once

#include <random>

#include "watchlist/entry.h"

namespace chowki::benchmarks {

using Random = std::mt19937_64;

// An entry of a list as countries have them: 60 % people with 1 to 4 names, half of them one more
// in Arabic script, 40 % documents; ids are UUIDv7. Revision 1.
//
// i  its number: ids ascend with it, two of the same are of the same kind.
[[nodiscard]] watchlist::Entry InventEntry(int i, Random& random);

}  // namespace chowki::benchmarks
