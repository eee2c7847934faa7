#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/metrics.h"
#include "base/status.h"
#include "service/caller.h"

namespace grpc {
class Channel;
class Service;
}  // namespace grpc

namespace chowki::service {

class Gate;
class Tickets;

// What a server serves; every method goes through the gate.
using Services = std::vector<std::unique_ptr<grpc::Service>>;
using MakeServices = std::function<Services(Gate* gate)>;

// PEM texts, not files.
struct TlsIdentity {
  std::string certificate;
  std::string key;
  std::optional<std::string> client_authority;  // whose certificates callers show; nothing: none
};

struct ServerOptions {
  std::string address = "127.0.0.1:7443";  // host:port; port 0 takes a free one
  std::optional<TlsIdentity> tls;          // empty: no TLS; loopback only
  // Who everybody is that reaches a port on which no certificates are shown.
  std::optional<Caller> without_certificate;
  Vet vet;  // of those who show one; may be empty
  std::chrono::seconds longest_call{60};
  int message_bytes = 40 << 20;           // one message, so one whole request
  std::size_t memory_bytes = 512u << 20;  // of all messages being received
  int threads = 64;                       // handlers at one time; more calls are refused
  int streams_per_connection = 64;
};

// Pseudo-services of grpc.health.v1, beside "" and the services' own names.
inline constexpr char kReady[] = "ready";                     // takes screenings
inline constexpr char kWatchlistFresh[] = "watchlist-fresh";  // and rests on a list in force

// The gRPC server: the services it is given, health, reflection (role admin).
//
// thread  safe.
class Server {
 public:
  // metrics  and what the services use must outlive the server.
  // errors   kInvalidArgument when the TLS texts do not fit together, or there is no TLS on
  //          an address beyond loopback; kUnavailable when the port is taken.
  [[nodiscard]] static Result<std::unique_ptr<Server>> Start(const ServerOptions& options,
                                                             Metrics* metrics,
                                                             const MakeServices& make_services);
  // Cancels what still runs.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  [[nodiscard]] int port() const;

  // To the services from within this process, past TLS: only a ticket says there who calls.
  [[nodiscard]] std::shared_ptr<grpc::Channel> InProcessChannel();
  [[nodiscard]] Tickets& tickets();

  // Certificates that are not accepted from the next call on.
  void SetRevoked(RevokedSerials revoked);

  // service  kReady, kWatchlistFresh.
  void SetHealth(const std::string& service, bool serving);

  // Takes no new calls, waits so long for those that run, then cancels them. Comes back when none
  // runs any more.
  void Drain(std::chrono::milliseconds wait);

 private:
  struct Running;
  explicit Server(std::unique_ptr<Running> running);
  std::unique_ptr<Running> running_;
};

}  // namespace chowki::service
