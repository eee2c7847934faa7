#pragma once

#include <vector>

#include "base/clock.h"
#include "identify/match.h"
#include "identify/suppression.h"

namespace chowki::identify {

// Whether "not this person" may be said for good about a match. Only about suspects: a missing
// child or a person at risk is looked at every time anew, and a wanted document stays wanted.
[[nodiscard]] bool MaySuppress(MatchKind kind);

// Marks the matches that an officer answered before. They stay among the matches, with who said so
// and why, and alert no more. A suppression of another state of the entry, or past its day, does
// nothing.
//
// suppressions  those of the person who is looked for.
void Suppress(const std::vector<Suppression>& suppressions, Time now, std::vector<Match>& matches);

}  // namespace chowki::identify
