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
    if (options_.without_certificate && !peer.IsPeerAuthenticated()) {
      return *options_.without_certificate;
    }
    return WithDetail(Unauthenticated("no certificate"), {"CERTIFICATE_UNKNOWN", {}});
  }
  const auto& pem = certificates.front();
  CHOWKI_ASSIGN_OR_RETURN(
      Caller caller, CallerFromCertificate(std::string_view(pem.data(), pem.size()), *revoked()));
  if (options_.vet) CHOWKI_RETURN_IF_ERROR(options_.vet(caller));
  return caller;
}

std::shared_ptr<const RevokedSerials> Gate::revoked() const {
  const std::lock_guard lock(mutex_);
  return revoked_;
}

// Identify, of a caller who was let in before.
Status Gate::CheckStill(const Caller& caller) const {
  if (!caller.certificate) return Ok();
  CHOWKI_RETURN_IF_ERROR(CheckSerial(*caller.certificate, *revoked()));
  return options_.vet ? options_.vet(caller) : Ok();
}

Deadline Gate::DeadlineOf(const Caller& caller, grpc::ServerContextBase& context) const {
  const auto asked = context.deadline() - std::chrono::system_clock::now();
  const auto given = std::min<std::chrono::system_clock::duration>(asked, options_.longest);
  return Deadline::In(given).OrWhen(
      [this, caller, &context] { return context.IsCancelled() || !CheckStill(caller).ok(); });
}

// A call with a ticket comes from this process; what it says of its caller counts.
Result<Caller> Gate::CallerOf(const grpc::ServerContextBase& context) const {
  const auto& metadata = context.client_metadata();
  const auto ticket = metadata.find(kTicketKey);
  if (ticket == metadata.end()) return Identify(*context.auth_context());
  auto caller = tickets_.CallerOf({ticket->second.data(), ticket->second.size()});
  if (!caller) return WithDetail(Unauthenticated("no such ticket"), {"SESSION_ABSENT", {}});
  return *std::move(caller);
}

Result<Call> Gate::CallOf(const Method& method, grpc::ServerContextBase& context,
                          std::string& name) const {
  CHOWKI_ASSIGN_OR_RETURN(const Caller caller, CallerOf(context));
  name = caller.name;
  CHOWKI_RETURN_IF_ERROR(CheckAccess(caller, method.name, method.roles));
  return Call{caller, DeadlineOf(caller, context), [this, caller] { return CheckStill(caller); }};
}

Visit Gate::Admit(const Method& method, grpc::ServerContextBase& context) {
  Visit visit(method, this);
  const Status admitted = Guarded([&] {
    visit.call_ = CallOf(method, context, visit.name_);
    return visit.call_.status();
  });
  if (!admitted.ok()) visit.call_ = admitted;
  return visit;
}

grpc::Status Gate::Serve(const Method& method, grpc::ServerContextBase& context,
                         const std::function<Status(const Call&)>& work) {
  const Visit visit = Admit(method, context);
  if (!visit.call().ok()) return visit.Close(visit.call().status());
  return visit.Close(Guarded([&] { return work(*visit.call()); }));
}

grpc::Status Visit::Close(const Status& of_work) const {
  const auto took = std::chrono::steady_clock::now() - start_;
  const Status still = call_.ok() ? gate_->CheckStill(call_->caller) : Ok();
  const Status& outcome = still.ok() ? of_work : still;
  LogCall(method_, name_, outcome, took);
  Metrics* const metrics = gate_->metrics_;
  metrics->Count(
      "chowki_service_calls_total",
      {{"method", ShortName(method_)}, {"code", std::to_string(static_cast<int>(outcome.code()))}});
  metrics->ObserveSeconds("chowki_service_call_seconds",
                          std::chrono::duration<double>(took).count(),
                          {{"method", ShortName(method_)}});
  return ToGrpc(outcome);
}

}  // namespace chowki::service
