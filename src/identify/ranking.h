#pragma once

#include <cstddef>
#include <vector>

#include "identify/match.h"

namespace chowki::identify {

// The best so many of all that matched, in one list or in several, best first: alerts before
// others, then by the sum of the signals, ties by entry and list. The best alert of each kind is
// among them, so that ten namesakes of a suspect do not hide a missing child.
[[nodiscard]] std::vector<Match> BestOf(std::vector<Match> matches, size_t limit);

}  // namespace chowki::identify
