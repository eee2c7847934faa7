#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/clock.h"
#include "sql/connection.h"
#include "trust/trust_root.h"
#include "trust/verified.h"

namespace chowki::central {

// The trust roots of the deployment, in the caller's transaction.

// Takes the first root, or the next one, in; one that is there already is passed over.
//
// envelope  the bytes of a SignedEnvelope.
// errors    those of Verifier::Pin and FollowRoots.
[[nodiscard]] Status AddRoot(sql::Connection& store, const std::string& envelope, Time now);

// errors  kFailedPrecondition: there is none yet.
[[nodiscard]] Result<trust::Verified<trust::TrustRoot>> NewestRoot(sql::Connection& store);

// Envelopes above a version, ascending, at most trust::kMaxRootSteps.
[[nodiscard]] Result<std::vector<std::string>> RootsAfter(sql::Connection& store,
                                                          std::int64_t version);

}  // namespace chowki::central
