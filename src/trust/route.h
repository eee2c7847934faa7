#pragma once

#include <span>
#include <vector>

#include "base/status.h"
#include "trust/manifest.h"
#include "trust/policy.h"
#include "trust/trust_state.h"

namespace chowki::trust {

// One file to fetch and apply on the way to the newest version.
struct Step {
  const Verified<Manifest>* manifest = nullptr;
  const Delta* delta = nullptr;  // nullptr: the manifest's snapshot
  [[nodiscard]] const FileSpec& file() const {
    return delta ? delta->file : *(*manifest)->snapshot;
  }
};

// The files that lead from what is held to the last manifest of a chain: deltas when they fit and
// are at most half as long as the snapshot, otherwise the snapshot.
//
// chain   of Verifier::CheckManifests; must outlive the route.
// held    nullptr: nothing in this epoch.
// errors  DELTA_BASE_WRONG: no delta fits and there is no snapshot; STEP_NOT_APPROVED: with
//         policy.check_approvals, when what is held would be left by anything but single steps or
//         the snapshot of policy.accepted_manifest.
[[nodiscard]] Result<std::vector<Step>> PlanRoute(std::span<const Verified<Manifest>> chain,
                                                  const HeldList* held, const Policy& policy);

}  // namespace chowki::trust
