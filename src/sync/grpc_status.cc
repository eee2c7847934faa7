#include "sync/grpc_status.h"

#include "wire/status.h"

namespace chowki::sync {

Status FromGrpc(const grpc::Status& status) {
  if (status.ok()) return Ok();
  google::rpc::Status message;
  if (!status.error_details().empty() && message.ParseFromString(status.error_details())) {
    return wire::FromProto(message);
  }
  return MakeStatus(static_cast<StatusCode>(status.error_code()), status.error_message());
}

}  // namespace chowki::sync
