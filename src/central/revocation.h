#pragma once

#include <string>

#include "base/clock.h"
#include "sql/connection.h"

namespace chowki::central {

// Shuts a post out: none of its certificates is accepted any more, and its open invitation is void.
// Inviting it again is the way back. Revoking it twice changes nothing.
//
// by, reason  for people: who, and why (at most kMaxReasonBytes).
// errors      kNotFound with RESOURCE_UNKNOWN: the centre never heard of that post.
[[nodiscard]] Status Revoke(sql::Connection& store, const std::string& device,
                            const std::string& by, const std::string& reason, Time now);

inline constexpr size_t kMaxReasonBytes = 500;

}  // namespace chowki::central
