#include "app/cli/connection.h"

#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>

#include "app/file_text.h"
#include "wire/status.h"

namespace chowki::app::cli {
namespace {

// A whole screening with many matches is some hundred kilobytes.
constexpr int kAnswerBytes = 16 << 20;

Result<std::shared_ptr<grpc::ChannelCredentials>> Credentials(const ConnectionOptions& options) {
  if (options.insecure) return grpc::InsecureChannelCredentials();
  if (options.authority.empty() || options.certificate.empty() || options.key.empty()) {
    return InvalidInput("--ca, --cert and --key are needed (chowki pki makes them)");
  }
  grpc::SslCredentialsOptions ssl;
  CHOWKI_ASSIGN_OR_RETURN(ssl.pem_root_certs, ReadText(options.authority));
  CHOWKI_ASSIGN_OR_RETURN(ssl.pem_cert_chain, ReadText(options.certificate));
  CHOWKI_ASSIGN_OR_RETURN(ssl.pem_private_key, ReadText(options.key));
  return grpc::SslCredentials(ssl);
}

}  // namespace

void AddConnectionOptions(CLI::App& command, ConnectionOptions& options) {
  command.add_option("--server", options.server, "HOST:PORT of the service");
  command.add_option("--ca", options.authority, "certificate of the service's authority");
  command.add_option("--cert", options.certificate, "own certificate");
  command.add_option("--key", options.key, "own key");
  command.add_flag("--insecure", options.insecure, "no TLS: development on loopback only");
  command.add_option("--timeout", options.timeout_s, "seconds to wait for an answer")
      ->check(CLI::Range(1, 600));
}

Result<std::shared_ptr<grpc::Channel>> Connect(const ConnectionOptions& options) {
  CHOWKI_ASSIGN_OR_RETURN(const auto credentials, Credentials(options));
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(kAnswerBytes);
  return grpc::CreateCustomChannel(options.server, credentials, arguments);
}

Status FromGrpc(const grpc::Status& status) {
  if (status.ok()) return Ok();
  google::rpc::Status message;
  if (!status.error_details().empty() && message.ParseFromString(status.error_details())) {
    return wire::FromProto(message);
  }
  return MakeStatus(static_cast<StatusCode>(status.error_code()), status.error_message());
}

}  // namespace chowki::app::cli
