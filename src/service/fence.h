#pragma once

#include <grpcpp/security/auth_metadata_processor.h>

#include "service/gate.h"

namespace chowki::service {

// The outer fence around every method on a TLS port, also those that are not ours (health,
// reflection): a method without a row in kAccess, or a caller without one of its roles, is refused
// before the message is read. For methods of ours the gate says the same again, with details, so
// the fence lets known callers pass to it.
//
// thread  safe.
class Fence final : public grpc::AuthMetadataProcessor {
 public:
  // gate  must outlive the server.
  explicit Fence(const Gate* gate) : gate_(gate) {}

  [[nodiscard]] bool IsBlocking() const override { return false; }
  grpc::Status Process(const InputMetadata& metadata, grpc::AuthContext* peer,
                       OutputMetadata* consumed, OutputMetadata* response) override;

 private:
  const Gate* gate_;
};

}  // namespace chowki::service
