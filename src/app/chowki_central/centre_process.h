#pragma once

#include <memory>

#include "app/chowki_central/central_config.h"
#include "base/status.h"

namespace chowki::app {

// Everything that a configuration of chowki-central names, built and wired.
//
// thread  one, which ticks.
class CentreProcess {
 public:
  // Opens the store, takes in the trust root, says what is newest, listens.
  [[nodiscard]] static Result<std::unique_ptr<CentreProcess>> Start(const CentralConfig& config);
  ~CentreProcess();

  [[nodiscard]] int port() const;
  [[nodiscard]] int enrolment_port() const;  // 0: there is none
  [[nodiscard]] int console_port() const;    // 0: there is none

  // Once a second: heartbeats, metrics, tables for the events to come.
  void Tick();
  // Looks for the next trust root, and at the revoked certificates.
  void Reload();
  // Ends long polls, waits for calls that run.
  void Drain();

 private:
  struct Parts;
  explicit CentreProcess(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace chowki::app
