#include "central_service/audit_service.h"

#include <span>

#include "central/audit_log.h"
#include "central_service/convert.h"
#include "central_service/names.h"
#include "trust/merkle.h"
#include "wire/field_error.h"
#include "wire/types.h"

namespace chowki::central_service {
namespace {

namespace pb = audit::v1;
using service::Call;
using service::Method;

Result<std::vector<Digest>> LeavesOf(sql::Pool* store, std::int64_t size) {
  return store->ReadFor([&](sql::Connection& open) { return central::AuditLeaves(open, size); });
}

}  // namespace

grpc::Status AuditService::ListRecords(grpc::ServerContext* context,
                                       const pb::ListRecordsRequest* request,
                                       pb::ListRecordsResponse* response) {
  constexpr Method kMethod("/chowki.audit.v1.AuditService/ListRecords");
  return gate_->Serve(kMethod, *context, [&](const Call&) -> Status {
    CHOWKI_ASSIGN_OR_RETURN(const auto records, centre_.store->ReadFor([&](sql::Connection& store) {
      return central::ListAudit(store, request->first_index(), PageSizeOf(request->page_size()));
    }));
    for (const auto& record : records) *response->add_records() = ToProto(record);
    return Ok();
  });
}

grpc::Status AuditService::GetTreeHead(grpc::ServerContext* context, const pb::GetTreeHeadRequest*,
                                       pb::GetTreeHeadResponse* response) {
  constexpr Method kMethod("/chowki.audit.v1.AuditService/GetTreeHead");
  return gate_->Serve(kMethod, *context, [&](const Call&) -> Status {
    CHOWKI_ASSIGN_OR_RETURN(const auto leaves, LeavesOf(centre_.store, -1));
    const Digest root = trust::TreeHash(leaves);
    response->set_size(std::ssize(leaves));
    response->set_root(ToBytes(root));
    *response->mutable_time() = wire::ToProto(centre_.clock->Now());
    CHOWKI_ASSIGN_OR_RETURN(*response->mutable_signed_head(),
                            centre_.publisher->SignTreeHead(std::ssize(leaves), root));
    return Ok();
  });
}

grpc::Status AuditService::GetInclusionProof(grpc::ServerContext* context,
                                             const pb::GetInclusionProofRequest* request,
                                             pb::GetInclusionProofResponse* response) {
  constexpr Method kMethod("/chowki.audit.v1.AuditService/GetInclusionProof");
  return gate_->Serve(kMethod, *context, [&](const Call&) -> Status {
    const std::int64_t size = request->tree_size();
    if (request->index() < 0 || request->index() >= size) {
      return wire::FieldError("index", InvalidInput("must be below tree_size"));
    }
    CHOWKI_ASSIGN_OR_RETURN(const auto leaves, LeavesOf(centre_.store, size));
    for (const Digest& hash : trust::InclusionPath(leaves, static_cast<size_t>(request->index()))) {
      response->add_path(ToBytes(hash));
    }
    return Ok();
  });
}

grpc::Status AuditService::GetConsistencyProof(grpc::ServerContext* context,
                                               const pb::GetConsistencyProofRequest* request,
                                               pb::GetConsistencyProofResponse* response) {
  constexpr Method kMethod("/chowki.audit.v1.AuditService/GetConsistencyProof");
  return gate_->Serve(kMethod, *context, [&](const Call&) -> Status {
    const std::int64_t first = request->first_size();
    if (first < 1 || first > request->second_size()) {
      return wire::FieldError("first_size", InvalidInput("must lie between 1 and second_size"));
    }
    CHOWKI_ASSIGN_OR_RETURN(const auto leaves, LeavesOf(centre_.store, request->second_size()));
    for (const Digest& hash : trust::ConsistencyPath(leaves, static_cast<size_t>(first))) {
      response->add_path(ToBytes(hash));
    }
    return Ok();
  });
}

}  // namespace chowki::central_service
