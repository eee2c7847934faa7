#include "sync/line.h"

#include <fstream>
#include <iterator>
#include <utility>

#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>

#include "base/log.h"

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

// "" when it cannot be read.
std::string TextOf(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return std::string((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
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

Dialled::Seen Dialled::Look() const {
  std::error_code ignored;
  return {std::filesystem::last_write_time(files_.certificate, ignored),
          std::filesystem::last_write_time(files_.key, ignored)};
}

Result<Dialled> Dialled::Make(const CentreAddress& address, const CertificateFiles& files) {
  Dialled dialled;
  dialled.address_ = address;
  dialled.files_ = files;
  if (!files.certificate.empty()) dialled.seen_ = dialled.Look();
  CHOWKI_ASSIGN_OR_RETURN(dialled.channel_, Dial(address));
  return dialled;
}

const std::shared_ptr<grpc::Channel>& Dialled::channel() {
  if (files_.certificate.empty()) return channel_;
  const Seen now = Look();
  if (now == seen_) return channel_;
  CentreAddress renewed = address_;
  renewed.certificate = TextOf(files_.certificate);
  renewed.key = TextOf(files_.key);
  auto channel = Dial(renewed);
  if (renewed.certificate.empty() || renewed.key.empty() || !channel.ok()) return channel_;
  seen_ = now;
  // Also when only the time of the files is another one.
  if (renewed.certificate == address_.certificate && renewed.key == address_.key) return channel_;
  log::Info("sync.certificate_renewed", {{"file", log::Value::Id(files_.certificate.string())}});
  address_ = std::move(renewed);
  channel_ = *std::move(channel);
  return channel_;
}

}  // namespace chowki::sync
