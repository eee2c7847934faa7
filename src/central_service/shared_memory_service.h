#pragma once

#include "central_service/centre.h"
#include "chowki/memory/v1/shared_memory_service.grpc.pb.h"
#include "service/gate.h"

namespace chowki::central_service {

// chowki.memory.v1.SharedMemoryService, for posts.
//
// thread  safe.
class SharedMemoryService final : public memory::v1::SharedMemoryService::Service {
 public:
  SharedMemoryService(const Centre& centre, service::Gate* gate) : centre_(centre), gate_(gate) {}

  grpc::Status GetPeriodKeys(grpc::ServerContext* context,
                             const memory::v1::GetPeriodKeysRequest* request,
                             memory::v1::GetPeriodKeysResponse* response) override;
  grpc::Status PushCrossings(grpc::ServerContext* context,
                             const memory::v1::PushCrossingsRequest* request,
                             memory::v1::PushCrossingsResponse* response) override;

 private:
  const Centre centre_;
  service::Gate* const gate_;
};

}  // namespace chowki::central_service
