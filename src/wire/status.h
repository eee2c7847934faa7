#pragma once

#include <chrono>

#include "base/status.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace chowki::wire {

inline constexpr char kErrorDomain[] = "chowki.invalid";

// Metadata key of an ErrorDetail that becomes RetryInfo: how many milliseconds to wait.
inline constexpr char kRetryAfterMs[] = "retry_after_ms";

// An error as every caller gets it: exactly one ErrorInfo, with the reason of the detail, or for an
// error without one the reason that stands for its code; BadRequest when the metadata names a
// field; RetryInfo when trying again makes sense. The text of an internal error stays with us.
[[nodiscard]] google::rpc::Status ToProto(const Status& status);

// The same error on the caller's side. Details of unknown types are left out.
[[nodiscard]] Status FromProto(const google::rpc::Status& status);

}  // namespace chowki::wire
