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
#include "service/tickets.h"

namespace chowki::service {

// One call after the gate: who, and until when.
struct Call {
  Caller caller;
  Deadline deadline;  // also passes when the caller goes away, or is shut out
  // Whether he is still let in, for what goes on without a deadline.
  // errors  as Vet.
  std::function<Status()> still_admitted;
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
    // Who calls without a certificate. Empty: nobody may.
    std::optional<Caller> without_certificate;
    Vet vet;  // may be empty
  };

  Gate(Options options, Metrics* metrics) : options_(std::move(options)), metrics_(metrics) {}

  // Takes effect with the next call, and with the answers to those that run.
  void SetRevoked(RevokedSerials revoked);

  [[nodiscard]] grpc::Status Serve(const Method& method, grpc::ServerContextBase& context,
                                   const std::function<Status(const Call&)>& work);

  // The same in two steps, for a call that is answered later, and not by the thread that took it.
  // context  must outlive the visit.
  [[nodiscard]] Visit Admit(const Method& method, grpc::ServerContextBase& context);

  // Whom this process vouches for itself.
  [[nodiscard]] Tickets& tickets() { return tickets_; }

  // errors  as CallerFromCertificate and Vet; kUnauthenticated when there is neither certificate
  //         nor Options::without_certificate.
  [[nodiscard]] Result<Caller> Identify(const grpc::AuthContext& peer) const;

 private:
  friend class Visit;
  [[nodiscard]] Status CheckStill(const Caller& caller) const;
  [[nodiscard]] std::shared_ptr<const RevokedSerials> revoked() const;
  [[nodiscard]] Result<Call> CallOf(const Method& method, grpc::ServerContextBase& context,
                                    std::string& name) const;
  [[nodiscard]] Result<Caller> CallerOf(const grpc::ServerContextBase& context) const;
  [[nodiscard]] Deadline DeadlineOf(const Caller& caller, grpc::ServerContextBase& context) const;

  const Options options_;
  Metrics* const metrics_;
  Tickets tickets_;
  mutable std::mutex mutex_;
  std::shared_ptr<const RevokedSerials> revoked_ = std::make_shared<RevokedSerials>();
};

// One call, from the gate to its answer.
class Visit {
 public:
  // Who, and until when; or why not.
  [[nodiscard]] const Result<Call>& call() const { return call_; }

  // Its outcome, to be told to the caller; once. Whoever was shut out meanwhile is told that.
  [[nodiscard]] grpc::Status Close(const Status& of_work) const;

 private:
  friend class Gate;
  Visit(const Method& method, const Gate* gate) : method_(method), gate_(gate) {}

  Method method_;
  const Gate* gate_;
  std::string name_ = "unknown";
  Result<Call> call_ = Unauthenticated("not asked yet");
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace chowki::service
