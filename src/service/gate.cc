#include "service/gate.h"

#include <algorithm>
#include <string>

#include <grpc/grpc_security_constants.h>
#include <grpcpp/security/auth_context.h>

#include "base/log.h"
#include "service/grpc_status.h"
#include "wire/status.h"

namespace chowki::service {
namespace {

// The end of a method's path: a label with few values.
std::string ShortName(const Method& method) {
  return std::string(method.name.substr(method.name.rfind('/') + 1));
}

std::string ReasonOf(const Status& status) {
  if (status.ok()) return "";
  const auto detail = Detail(status);
  return detail ? detail->reason : "";
}

void LogCall(const Method& method, const std::string& caller, const Status& status,
             std::chrono::duration<double, std::milli> took) {
  const bool our_fault =
      status.code() == StatusCode::kInternal || status.code() == StatusCode::kDataLoss;
  log::Write(our_fault ? log::Level::kError : log::Level::kInfo, "service.call",
             {{"method", log::Value::Id(method.name)},
              {"caller", log::Value::Id(caller)},
              {"code", static_cast<int>(status.code())},
              {"reason", log::Value::Id(ReasonOf(status))},
              // The texts of our own faults name files and libraries, never people.
              {"fault", log::Value::Id(our_fault ? Message(status) : "")},
              {"elapsed_ms", took.count()}});
}

// A method's own work; what it throws becomes an error.
Status Guarded(const std::function<Status()>& work) {
  try {
    return work();
  } catch (const std::bad_alloc&) {
    return ResourceExhausted("out of memory");
  } catch (const std::exception& error) {
    return Internal("{}", error.what());
  }
}

}  // namespace

void Gate::SetRevoked(RevokedSerials revoked) {
  auto next = std::make_shared<const RevokedSerials>(std::move(revoked));
  const std::lock_guard lock(mutex_);
  revoked_.swap(next);
}

Result<Caller> Gate::Identify(const grpc::AuthContext& peer) const {
  const auto certificates = peer.FindPropertyValues(GRPC_X509_PEM_CERT_PROPERTY_NAME);
  if (certificates.empty()) {
    if (options_.without_tls && !peer.IsPeerAuthenticated()) return *options_.without_tls;
    return WithDetail(Unauthenticated("no certificate"), {"CERTIFICATE_UNKNOWN", {}});
  }
  std::shared_ptr<const RevokedSerials> revoked;
  {
    const std::lock_guard lock(mutex_);
    revoked = revoked_;
  }
  const auto& pem = certificates.front();
  return CallerFromCertificate(std::string_view(pem.data(), pem.size()), *revoked);
}

Deadline Gate::DeadlineOf(grpc::ServerContext& context) const {
  const auto asked = context.deadline() - std::chrono::system_clock::now();
  const auto given = std::min<std::chrono::system_clock::duration>(asked, options_.longest);
  return Deadline::In(given).OrWhen([&context] { return context.IsCancelled(); });
}

grpc::Status Gate::Serve(const Method& method, grpc::ServerContext& context,
                         const std::function<Status(const Call&)>& work) {
  const auto start = std::chrono::steady_clock::now();
  std::string name = "unknown";
  const Status status = Guarded([&]() -> Status {
    CHOWKI_ASSIGN_OR_RETURN(const Caller caller, Identify(*context.auth_context()));
    name = caller.name;
    CHOWKI_RETURN_IF_ERROR(CheckAccess(caller, method.name, method.roles));
    return work(Call{caller, DeadlineOf(context)});
  });
  const auto took = std::chrono::steady_clock::now() - start;
  LogCall(method, name, status, took);
  metrics_->Count(
      "chowki_service_calls_total",
      {{"method", ShortName(method)}, {"code", std::to_string(static_cast<int>(status.code()))}});
  metrics_->ObserveSeconds("chowki_service_call_seconds",
                           std::chrono::duration<double>(took).count(),
                           {{"method", ShortName(method)}});
  return ToGrpc(status);
}

}  // namespace chowki::service
