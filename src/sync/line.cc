#include "sync/line.h"

#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>

namespace chowki::sync {
namespace {

constexpr int kAnswerBytes = 16 << 20;
// A line that is dead without saying so is found after some 50 s.
constexpr int kKeepaliveMs = 30'000;
constexpr int kKeepaliveTimeoutMs = 20'000;

Result<std::shared_ptr<grpc::ChannelCredentials>> Credentials(const CentreAddress& address) {
  const bool any =
      !address.authority.empty() || !address.certificate.empty() || !address.key.empty();
  if (!any) return grpc::InsecureChannelCredentials();
  if (address.authority.empty() || address.certificate.empty() || address.key.empty()) {
    return InvalidInput("the centre's authority, our certificate and its key go together");
  }
  return grpc::SslCredentials({address.authority, address.key, address.certificate});
}

}  // namespace

Result<std::shared_ptr<grpc::Channel>> Dial(const CentreAddress& address) {
  CHOWKI_ASSIGN_OR_RETURN(const auto credentials, Credentials(address));
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(kAnswerBytes);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, kKeepaliveMs);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, kKeepaliveTimeoutMs);
  // Waiting between tries is ours to do (Backoff): gRPC's own must not come on top.
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 100);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 1000);
  return grpc::CreateCustomChannel(address.server, credentials, arguments);
}

}  // namespace chowki::sync
