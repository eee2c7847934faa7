#include "app/cli/connection.h"

#include "app/file_text.h"
#include "sync/line.h"

namespace chowki::app::cli {

void AddConnectionOptions(CLI::App& command, ConnectionOptions& options) {
  command.add_option("--server", options.server, "HOST:PORT of the service");
  command.add_option("--ca", options.authority, "certificate of the service's authority");
  command.add_option("--cert", options.certificate, "own certificate");
  command.add_option("--key", options.key, "own key");
  command.add_flag("--insecure", options.insecure, "no TLS: development on loopback only");
  command.add_option("--timeout", options.timeout_s, "seconds to wait for an answer")
      ->check(CLI::Range(1, 600));
}

Result<sync::CentreAddress> AddressOf(const ConnectionOptions& options) {
  sync::CentreAddress address{options.server, {}, {}, {}};
  if (options.insecure) return address;
  if (options.authority.empty() || options.certificate.empty() || options.key.empty()) {
    return InvalidInput("--ca, --cert and --key are needed (chowki pki makes them)");
  }
  CHOWKI_ASSIGN_OR_RETURN(address.authority, ReadText(options.authority));
  CHOWKI_ASSIGN_OR_RETURN(address.certificate, ReadText(options.certificate));
  CHOWKI_ASSIGN_OR_RETURN(address.key, ReadText(options.key));
  return address;
}

Result<std::shared_ptr<grpc::Channel>> Connect(const ConnectionOptions& options) {
  CHOWKI_ASSIGN_OR_RETURN(const sync::CentreAddress address, AddressOf(options));
  return sync::Dial(address);
}

}  // namespace chowki::app::cli
