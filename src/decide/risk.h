#pragma once

#include <vector>

#include "verify/finding.h"

namespace chowki::decide {

// How suspicious a document is, [0,1]: the order in which officers with little time look at them.
//
// Starting from odds of 1 to 9, the likelihood ratios of what the checks found are multiplied, one
// for each group of checks: those whose ids begin alike ("mrz.") look at the same thing and would
// count one fault twice. In a group the strongest suspicion counts, else the strongest success.
// Checks that were not performed, lights that were not given, silent findings and notes without
// weight change nothing. More suspicion never makes a document less suspicious.
//
// It is no probability that a document is forged: at a border 1 or 2 in 100,000 are, and the ratios
// are those of drawn forgeries, all kinds alike. It says nothing about the person; who is on a list
// does not count.
//
// thread  pure.
[[nodiscard]] double RiskOf(const std::vector<verify::Finding>& findings);

}  // namespace chowki::decide
