#pragma once

#include <memory>

#include "app/config.h"
#include "base/status.h"

namespace chowki::service {
class RecentImages;
class Server;
}  // namespace chowki::service

namespace chowki::app {

// The web page of a checkpoint: who signs in there calls the same services as kiosks do, from
// within this process.
//
// thread  safe; the page has threads of its own.
class Console {
 public:
  // server, images  must outlive the console.
  // errors          those of the accounts' file, the TLS files and the port.
  [[nodiscard]] static Result<std::unique_ptr<Console>> Start(const Config& config,
                                                              service::Server* server,
                                                              service::RecentImages* images);
  ~Console();
  Console(const Console&) = delete;
  Console& operator=(const Console&) = delete;

  [[nodiscard]] int port() const;

 private:
  struct Parts;
  explicit Console(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace chowki::app
