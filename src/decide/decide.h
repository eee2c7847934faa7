#pragma once

#include <string>
#include <vector>

#include "decide/verdict.h"
#include "identify/match.h"
#include "verify/finding.h"

namespace chowki::decide {

// What a deployment demands before it lets "nothing asked for a second look" stand.
struct Policy {
  std::string version = "1";
  // Ids of checks that must have run. One that did not, or that is not there at all, raises the
  // advice to attention.
  std::vector<std::string> mandatory_checks;
};

// What is known about the answer itself, beside findings and matches.
enum class Condition {
  kWatchlistAbsent,         // there is no usable list
  kWatchlistStale,          // past its limit of age
  kWatchlistClockSuspect,   // its age cannot be told
  kWatchlistNotSearched,    // there was no identity to search with
  kWatchlistNamesNotReady,  // documents were searched and names not yet: the index is being built
};

[[nodiscard]] std::string_view Name(Condition condition);  // "watchlist.absent" ...

// Weighs everything that was found into an advice with ordered reasons.
//
// The advice is the highest level among the reasons. It is clear only when every mandatory check
// ran, no finding, match or condition asks for more, and there was at least one successful finding:
// the default is attention, and only evidence lowers it. Silent findings give no reason. The risk
// is that of the document (decide/risk.h): matches do not count in it. thread  pure.
[[nodiscard]] Verdict Decide(const Policy& policy, const std::vector<verify::Finding>& findings,
                             const std::vector<identify::Match>& matches,
                             const std::vector<Condition>& conditions);

}  // namespace chowki::decide
