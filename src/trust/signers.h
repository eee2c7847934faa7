#pragma once

#include <set>
#include <string>

#include "base/status.h"
#include "trust/envelope.h"
#include "trust/submission.h"
#include "trust/trust_root.h"

namespace chowki::trust {

// Owners of keys with the role whose signature on the envelope is right. Whoever has two keys
// counts once; signatures that are wrong or of unknown keys count nothing.
[[nodiscard]] std::set<std::string> OwnersWhoSigned(const Envelope& envelope, const TrustRoot& root,
                                                    Role role);

// errors  SIGNATURE_THRESHOLD.
[[nodiscard]] Status CheckThreshold(const Envelope& envelope, const TrustRoot& root, Role role);

// Two persons stand behind a change set: its author, and as many others as the root asks for.
// Behind an urgent one its author alone may stand, with a key that has the role urgent.
//
// submission  that of the envelope.
// errors  AUTHOR_UNPROVEN, SELF_APPROVAL, APPROVAL_MISSING.
[[nodiscard]] Status CheckApprovals(const Envelope& envelope, const Submission& submission,
                                    const TrustRoot& root);

}  // namespace chowki::trust
