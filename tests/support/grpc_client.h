#pragma once

#include <chrono>
#include <memory>
#include <string>

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>

#include "google/rpc/error_details.pb.h"
#include "support/test_pki.h"
#include "wire/status.h"

namespace chowki::test {

// A channel of its own connection (gRPC would share one between equal channels).
//
// authority  file of the CA that the server must stand under.
// who        nullptr: show no certificate.
[[nodiscard]] inline std::shared_ptr<grpc::Channel> Dial(int port,
                                                         const std::filesystem::path& authority,
                                                         const pki::KeyPair* who) {
  grpc::SslCredentialsOptions options;
  options.pem_root_certs = ReadText(authority);
  if (who != nullptr) {
    options.pem_cert_chain = ReadText(who->certificate);
    options.pem_private_key = ReadText(who->key);
  }
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 100);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 200);
  return grpc::CreateCustomChannel("127.0.0.1:" + std::to_string(port),
                                   grpc::SslCredentials(options), arguments);
}

inline void SetDeadline(grpc::ClientContext& context, std::chrono::milliseconds wait) {
  context.set_deadline(std::chrono::system_clock::now() + wait);
}

// The error as the wire's converter gives it back; OK is OK.
[[nodiscard]] inline Status FromGrpc(const grpc::Status& status) {
  if (status.ok()) return Ok();
  google::rpc::Status message;
  if (!status.error_details().empty() && message.ParseFromString(status.error_details())) {
    return wire::FromProto(message);
  }
  return MakeStatus(static_cast<StatusCode>(status.error_code()), status.error_message());
}

// The reason in the error's ErrorInfo; "OK", or "none" when there is no ErrorInfo.
[[nodiscard]] inline std::string ReasonOf(const grpc::Status& status) {
  if (status.ok()) return "OK";
  const auto detail = Detail(FromGrpc(status));
  return detail ? detail->reason : "none";
}

}  // namespace chowki::test
