#pragma once

#include <span>
#include <string_view>

#include "verify/finding.h"

namespace chowki::decide {

// Of so many documents on which a check was performed (for successes: came to a result, success or
// alarm), so many gave it this way.
struct Count {
  int with = 0;
  int of = 0;
};

// What was measured of one outcome of a check, on own specimens.
struct Rate {
  std::string_view check;
  std::string_view reason;  // "" where the check succeeded, kAnyReason for all of a level
  verify::Contribution level = verify::Contribution::kClear;
  Count genuine;
  Count forged;
};

// The row of a check's highest level on a document, for whatever reasons.
inline constexpr std::string_view kAnyReason = "*";

// rates.inc, written by tools/evaluate/rates; ordered by check.
[[nodiscard]] std::span<const Rate> Rates();

// nullptr where it was not measured or never seen.
[[nodiscard]] const Rate* FindRate(std::string_view check, std::string_view reason,
                                   verify::Contribution level);

// How much more often forged documents give it than genuine ones: the ratio of both rates. To
// alarms half a document is added on either side (Krichevsky and Trofimov), so that what was never
// seen is not taken for impossible; to successes one that succeeded, so that few documents say
// little. A reason that asks for more never speaks for a document, a success never against it.
[[nodiscard]] double LikelihoodRatio(const Rate& rate);

// Upper end of the 95 % interval of a rate: Wilson's, and three in n where nothing was seen; 1
// without documents.
[[nodiscard]] double UpperBound(const Count& count);

}  // namespace chowki::decide
