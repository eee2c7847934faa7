#pragma once

#include <string>

#include "base/status.h"
#include "gateway/http.h"
#include "google/rpc/status.pb.h"

namespace chowki::gateway {

// An error as the Connect protocol writes it:
// {"code":"not_found","message":"...","details":[{"type":"google.rpc.ErrorInfo","value":"base64"}]},
// and the reason of that detail once more as "reason", for whoever has no protobuf at hand.
[[nodiscard]] std::string ToConnectJson(const google::rpc::Status& error);

// The same as a whole answer, with the HTTP status that the protocol gives the code.
[[nodiscard]] Response ToResponse(const google::rpc::Status& error);
[[nodiscard]] Response ToResponse(const Status& error);

// The same as who asked expects it: callers of a stream get a stream that ends with the error.
[[nodiscard]] Response ErrorAnswer(const Request& request, const Status& error);

}  // namespace chowki::gateway
