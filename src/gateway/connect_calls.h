#pragma once

#include <memory>
#include <string>
#include <vector>

#include <grpcpp/channel.h>

#include "base/status.h"
#include "gateway/exchange.h"

namespace chowki::gateway {

// What is told about the caller to the service; it holds as long as somebody has it.
using Permit = std::shared_ptr<const std::string>;

// Calls of the Connect protocol (https://connectrpc.com/docs/protocol), passed on to gRPC services
// of this process: unary calls and server streams, JSON and binary, not compressed.
//
// thread  safe.
class ConnectCalls {
 public:
  // channel          to the services.
  // services         full names: "chowki.screening.v1.ScreeningService"; no others are reached.
  // permit_metadata  the key under which a permit travels.
  ConnectCalls(std::shared_ptr<grpc::Channel> channel, std::vector<std::string> services,
               std::string permit_metadata);
  // Cancels the calls that still run and waits for their end.
  ~ConnectCalls();
  ConnectCalls(const ConnectCalls&) = delete;
  ConnectCalls& operator=(const ConnectCalls&) = delete;

  // Whether a path is one of a method, or could only be that.
  [[nodiscard]] bool Serves(std::string_view path) const;

  // Answers when the call is done, errors included.
  void Call(std::shared_ptr<Exchange> exchange, Permit permit);

 private:
  class Running;
  class UnaryCall;
  class StreamCall;
  struct Order;
  [[nodiscard]] Result<Order> Read(const Request& request) const;

  const std::shared_ptr<grpc::Channel> channel_;
  const std::vector<std::string> services_;
  const std::string permit_metadata_;
  const std::shared_ptr<Running> running_;
};

}  // namespace chowki::gateway
