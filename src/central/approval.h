#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "central/change_set.h"
#include "central/plan.h"

namespace chowki::central {

// What persons do with a change set after its import. Each is who the certificate says, and signs
// with a key that the trust root gives him; the centre holds nobody's keys. All are written to the
// audit log, and may be repeated: what is done already is answered as it was.

// Freezes a draft as its author signed it. An urgent one (urgent.h) is approved with that, when his
// key has the role urgent.
//
// submission  the bytes of a SignedEnvelope over a trust::Submission.
// accepted    guards that are meant.
// errors      CHANGE_SET_STATE_WRONG, IMPORT_INCOMPLETE, CHANGE_SET_EMPTY, CHANGE_SET_INVALID,
//             GUARD_NOT_ACCEPTED; DEPLOYMENT_WRONG, APPROVAL_FOR_ANOTHER (another list),
//             CHANGE_SET_MISMATCH (not what is planned now), SIGNER_NOT_CALLER, AUTHOR_UNPROVEN.
[[nodiscard]] Result<ChangeSet> Submit(sql::Connection& store, std::int64_t number,
                                       const std::string& caller, const std::string& submission,
                                       const std::vector<std::string>& accepted,
                                       const Guards& guards, Time now);

// One more person says that it shall be so. With as many as the trust root asks for it is approved.
//
// approval  an envelope over the same submission, signed by the caller.
// errors    CHANGE_SET_STATE_WRONG, APPROVAL_FOR_ANOTHER (another submission), SELF_APPROVAL,
//           SIGNER_NOT_CALLER.
[[nodiscard]] Result<ChangeSet> Approve(sql::Connection& store, std::int64_t number,
                                        const std::string& caller, const std::string& approval,
                                        Time now);

// errors  CHANGE_SET_STATE_WRONG unless it is submitted or approved; kInvalidArgument without a
//         reason of 1 to 500 bytes.
[[nodiscard]] Result<ChangeSet> Reject(sql::Connection& store, std::int64_t number,
                                       const std::string& caller, const std::string& reason,
                                       Time now);

// By its author, until it is published; one that came from a post by any admin. errors
// CHANGE_SET_STATE_WRONG; kPermissionDenied.
[[nodiscard]] Result<ChangeSet> Withdraw(sql::Connection& store, std::int64_t number,
                                         const std::string& caller, Time now);

}  // namespace chowki::central
