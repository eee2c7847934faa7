#pragma once

#include <chrono>
#include <optional>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "base/status.h"
#include "identify/suppression.h"
#include "journal/record.h"
#include "vault/secret.h"

namespace chowki::journal {

// The longest that "not this person" holds; then somebody looks again. It ends before when the hit
// is erased (retention.h).
inline constexpr std::chrono::days kLongestSuppression{366};

// The person of a screening as identify::PersonKey knows him; nullopt when nobody was read.
[[nodiscard]] std::optional<Digest> PersonOf(const screen::Screening& screening);

// What the decision in force on a screening says for good about its matches.
[[nodiscard]] std::vector<identify::Suppression> SuppressionsOf(const Record& record);

// A person as the journal's list of suppressions knows him, and what proves that a line of that
// list is about him: keyed hashes, noise without the key of the day.
[[nodiscard]] Digest PersonTag(const vault::Secret& key, const Digest& person);
[[nodiscard]] Digest PersonProof(const vault::Secret& key, const Digest& person,
                                 std::string_view screening);

// Whether a decision may say it.
//
// errors  kInvalidArgument with FIELD_INVALID: no reason, the same person, no such match or one in
//         each of several lists, a day that is past or too far; kFailedPrecondition with
//         SUPPRESSION_REFUSED: the match is no suspect, or no person was read from the document.
[[nodiscard]] Status CheckSuppressions(const screen::Screening& screening, const Decision& decision,
                                       Time now);

}  // namespace chowki::journal
