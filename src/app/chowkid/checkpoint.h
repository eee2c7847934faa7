#pragma once

#include <memory>
#include <optional>

#include "app/config.h"
#include "base/status.h"

namespace chowki::app {

// A running checkpoint service: everything that a configuration names, built, wired and listening.
//
// thread  all calls from one thread; the service has its own.
class Checkpoint {
 public:
  // errors  those of the models, the journal, the TLS files and the port, each naming what to do.
  [[nodiscard]] static Result<std::unique_ptr<Checkpoint>> Start(const Config& config);
  ~Checkpoint();
  Checkpoint(const Checkpoint&) = delete;
  Checkpoint& operator=(const Checkpoint&) = delete;

  [[nodiscard]] int port() const;
  // Of the web page; nullopt: there is none.
  [[nodiscard]] std::optional<int> console_port() const;

  // What is due now: looks at the watchlist file, tells health, writes the metrics file. Call it
  // every second or so.
  void Tick();

  // Reads the watchlist and the revoked certificates again, whatever their files look like.
  void Reload();

  // Takes no more calls and lets those that run finish, as long as the configuration allows.
  void Drain();

 private:
  struct Parts;
  explicit Checkpoint(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace chowki::app
