#pragma once

#include <memory>
#include <optional>
#include <string>

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>
#include <grpcpp/completion_queue.h>
#include <grpcpp/generic/generic_stub.h>

#include "base/status.h"

namespace chowki::app::cli {

// One call of any method by its path, whose messages are bytes. Every kind of method goes this way:
// to the wire a unary call is a stream of one message each way.
//
// thread  one at a time.
class RawCall {
 public:
  // path  "/package.Service/Method".
  RawCall(std::shared_ptr<grpc::Channel> channel, const std::string& path,
          std::chrono::system_clock::time_point deadline);
  ~RawCall();
  RawCall(const RawCall&) = delete;
  RawCall& operator=(const RawCall&) = delete;

  // false when the call has ended meanwhile; Finish says why.
  [[nodiscard]] bool Write(const std::string& message);
  void WritesDone();

  // The next message; nothing when the call has ended.
  [[nodiscard]] std::optional<std::string> Read();

  // What the call came to. Once, as the last thing.
  [[nodiscard]] Status Finish();

 private:
  // Whether the step that was begun has succeeded.
  bool Wait();

  grpc::ClientContext context_;
  grpc::CompletionQueue queue_;
  grpc::GenericStub stub_;
  std::unique_ptr<grpc::GenericClientAsyncReaderWriter> stream_;
};

}  // namespace chowki::app::cli
