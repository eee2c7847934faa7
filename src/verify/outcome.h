#pragma once

#include <string_view>

#include "verify/finding.h"

namespace chowki::verify {

// How much a finding says against a document: a coarse scale that orders documents by suspicion
// and nothing else. Set by judgement; to be measured when there are enough outcomes.
inline constexpr double kNothing = 0;
inline constexpr double kWeak = 0.2;
inline constexpr double kModerate = 0.4;
inline constexpr double kStrong = 0.6;
inline constexpr double kNearProof = 0.9;

// Findings by outcome, as checks make them.

// Nothing is wrong: no reason, contributes clear.
[[nodiscard]] Finding Successful();

// The check needs something that is not there; contributes clear, and Verify() raises it to
// attention when the check is mandatory.
[[nodiscard]] Finding NotPerformed(std::string_view reason);

// The document has nothing that this check could look at; contributes clear.
[[nodiscard]] Finding NotSupported(std::string_view reason);

// The check itself broke; contributes attention.
[[nodiscard]] Finding Aborted(std::string_view reason);

[[nodiscard]] Finding Undetermined(std::string_view reason, Contribution contributes,
                                   double strength);
[[nodiscard]] Finding Failed(std::string_view reason, Contribution contributes, double strength);

}  // namespace chowki::verify
