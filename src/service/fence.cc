#include "service/fence.h"

#include <string_view>

#include "service/grpc_status.h"

namespace chowki::service {
namespace {

constexpr char kPath[] = ":path";
constexpr std::string_view kOurs = "/chowki.";

}  // namespace

grpc::Status Fence::Process(const InputMetadata& metadata, grpc::AuthContext* peer,
                            OutputMetadata* /*consumed*/, OutputMetadata* /*response*/) {
  const auto path = metadata.find(kPath);
  if (path == metadata.end()) return ToGrpc(Unauthenticated("a call without a path"));
  const std::string_view method(path->second.data(), path->second.size());
  const RoleSet allowed = RolesFor(method);
  if (method.starts_with(kOurs) && allowed != RoleSet{}) return grpc::Status::OK;
  const auto caller = gate_->Identify(*peer);
  if (!caller.ok()) return ToGrpc(caller.status());
  return ToGrpc(CheckAccess(*caller, method, allowed));
}

}  // namespace chowki::service
