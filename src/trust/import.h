#pragma once

#include <functional>
#include <string>

#include "base/clock.h"
#include "base/status.h"
#include "trust/bundle_file.h"
#include "trust/entries.h"
#include "trust/policy.h"
#include "trust/trust_state.h"

namespace chowki::trust {

// Where a list's entries are to be written: those that are held, to be changed, or for a snapshot
// new ones without anything. nullptr: a list that this post does not follow.
enum class Onto { kHeld, kNothing };
using EntriesOf = std::function<Entries*(const std::string& list, Onto onto)>;

// Takes in a downward bundle by the same order as online: roots, heartbeat, manifests, files,
// entries. Bundles may come in any order and any number of times.
//
// clock    now.
// returns  what to keep beside the entries, in one transaction with them.
// errors   any refusal: then nothing of the entries may be committed. BUNDLE_DIRECTION_WRONG,
//          DEPLOYMENT_WRONG, HEARTBEAT_MISSING, FILE_MISSING, those of Verifier, PlanRoute, Apply.
[[nodiscard]] Result<TrustState> Import(BundleReader& bundle, const TrustState& held,
                                        const Policy& policy, Time clock,
                                        const EntriesOf& entries_of);

}  // namespace chowki::trust
