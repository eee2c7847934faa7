#pragma once

#include <memory>
#include <string>

#include <CLI/CLI.hpp>
#include <grpcpp/channel.h>

#include "base/status.h"
#include "sync/centre_address.h"
#include "sync/grpc_status.h"

namespace chowki::app::cli {

// How a command reaches a service: --server HOST:PORT --ca F --cert F --key F.
struct ConnectionOptions {
  std::string server = "127.0.0.1:7443";
  std::string authority;
  std::string certificate;
  std::string key;
  bool insecure = false;
  int timeout_s = 30;
};

void AddConnectionOptions(CLI::App& command, ConnectionOptions& options);

// errors  kNotFound naming a file that cannot be read; kInvalidArgument when files are missing.
[[nodiscard]] Result<std::shared_ptr<grpc::Channel>> Connect(const ConnectionOptions& options);

// The same as the address of a centre.
[[nodiscard]] Result<sync::CentreAddress> AddressOf(const ConnectionOptions& options);

using sync::FromGrpc;

}  // namespace chowki::app::cli
