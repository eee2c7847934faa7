#pragma once

#include "central_service/centre.h"
#include "chowki/audit/v1/audit_service.grpc.pb.h"
#include "service/gate.h"

namespace chowki::central_service {

// chowki.audit.v1.AuditService.
//
// thread  safe.
class AuditService final : public audit::v1::AuditService::Service {
 public:
  AuditService(const Centre& centre, service::Gate* gate) : centre_(centre), gate_(gate) {}

  grpc::Status ListRecords(grpc::ServerContext* context,
                           const audit::v1::ListRecordsRequest* request,
                           audit::v1::ListRecordsResponse* response) override;
  grpc::Status GetTreeHead(grpc::ServerContext* context,
                           const audit::v1::GetTreeHeadRequest* request,
                           audit::v1::GetTreeHeadResponse* response) override;
  grpc::Status GetInclusionProof(grpc::ServerContext* context,
                                 const audit::v1::GetInclusionProofRequest* request,
                                 audit::v1::GetInclusionProofResponse* response) override;
  grpc::Status GetConsistencyProof(grpc::ServerContext* context,
                                   const audit::v1::GetConsistencyProofRequest* request,
                                   audit::v1::GetConsistencyProofResponse* response) override;

 private:
  const Centre centre_;
  service::Gate* const gate_;
};

}  // namespace chowki::central_service
