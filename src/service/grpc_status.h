#pragma once

#include <grpcpp/support/status.h>

#include "base/status.h"

namespace chowki::service {

// The one conversion of an outcome into what gRPC sends: code, text and, in the trailer
// grpc-status-details-bin, the google.rpc.Status of wire/status.h.
[[nodiscard]] grpc::Status ToGrpc(const Status& status);

}  // namespace chowki::service
