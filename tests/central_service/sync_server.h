#pragma once

#include <memory>

#include "base/metrics.h"
#include "central_service/centre.h"
#include "central_service/head_watch.h"
#include "service/server.h"
#include "sync/centre_address.h"

namespace chowki::central_service::test {

// A server for posts on loopback: of the centre, or of a relay.
class SyncServer {
 public:
  SyncServer(Centre parts, sql::Pool* store, service::MakeServices (*serve)(const Centre&))
      : heads_(store) {
    parts.store = store;
    parts.heads = &heads_;
    service::ServerOptions options;
    options.address = "127.0.0.1:0";
    options.without_certificate = service::Caller{"post", {pki::Role::kDevice}};
    options.threads = 8;
    server_ = service::Server::Start(options, &metrics_, serve(parts)).value();
  }
  ~SyncServer() { heads_.Stop(); }
  [[nodiscard]] sync::CentreAddress address() const {
    return {"127.0.0.1:" + std::to_string(server_->port()), {}, {}, {}};
  }

 private:
  Metrics metrics_;
  HeadWatch heads_;
  std::unique_ptr<service::Server> server_;
};

}  // namespace chowki::central_service::test
