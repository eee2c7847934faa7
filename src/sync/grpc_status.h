#pragma once

#include <grpcpp/support/status.h>

#include "base/status.h"

namespace chowki::sync {

// What a service answered, with reason and metadata.
[[nodiscard]] Status FromGrpc(const grpc::Status& status);

}  // namespace chowki::sync
