#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include <grpcpp/server_context.h>
#include <grpcpp/support/status.h>

#include "base/deadline.h"
#include "base/metrics.h"
#include "service/access.h"
#include "service/caller.h"

namespace chowki::service {

// One call after the gate: who, and until when.
struct Call {
  Caller caller;
  Deadline deadline;  // also passes when the caller goes away
};

class Visit;

// What every method does before and after its own work, once: who calls, may he, until when; then
// one conversion of the outcome, one log line and the metrics. Nothing that a method throws gets
// past it.
//
// thread  safe.
class Gate {
 public:
  struct Options {
    std::chrono::seconds longest{60};  // deadline of calls that ask for more, or for none
    // Who calls on a port without TLS: for development, on loopback only. Empty: nobody may.
    std::optional<Caller> without_tls;
  };

  Gate(Options options, Metrics* metrics) : options_(std::move(options)), metrics_(metrics) {}

  // Takes effect with the next call.
  void SetRevoked(RevokedSerials revoked);

  [[nodiscard]] grpc::Status Serve(const Method& method, grpc::ServerContextBase& context,
                                   const std::function<Status(const Call&)>& work);

  // The same in two steps, for a call that is answered later, and not by the thread that took it.
  // context  must outlive the visit.
  [[nodiscard]] Visit Admit(const Method& method, grpc::ServerContextBase& context);

  // errors  as CallerFromCertificate; kUnauthenticated when there is neither certificate nor
  //         Options::without_tls.
  [[nodiscard]] Result<Caller> Identify(const grpc::AuthContext& peer) const;

 private:
  [[nodiscard]] Result<Call> CallOf(const Method& method, grpc::ServerContextBase& context,
                                    std::string& name) const;
  [[nodiscard]] Deadline DeadlineOf(grpc::ServerContextBase& context) const;

  const Options options_;
  Metrics* const metrics_;
  mutable std::mutex mutex_;
  std::shared_ptr<const RevokedSerials> revoked_ = std::make_shared<RevokedSerials>();
};

// One call, from the gate to its answer.
class Visit {
 public:
  // Who, and until when; or why not.
  [[nodiscard]] const Result<Call>& call() const { return call_; }

  // Its outcome, to be told to the caller; once.
  [[nodiscard]] grpc::Status Close(const Status& outcome) const;

 private:
  friend class Gate;
  Visit(const Method& method, Metrics* metrics) : method_(method), metrics_(metrics) {}

  Method method_;
  Metrics* metrics_;
  std::string name_ = "unknown";
  Result<Call> call_ = Unauthenticated("not asked yet");
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace chowki::service
