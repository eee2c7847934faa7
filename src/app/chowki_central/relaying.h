#pragma once

#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <thread>

#include "base/clock.h"
#include "base/status.h"
#include "central_service/head_watch.h"
#include "central_service/mirror.h"
#include "sql/pool.h"
#include "sync/backoff.h"
#include "sync/centre.h"

namespace chowki::app {

// Asks the centre for as long as it lives, and keeps what it answers in the relay's store. Without
// a line the posts behind the relay get what it has.
//
// thread  has its own; ends it when it goes.
class Relaying {
 public:
  struct Options {
    sync::CentreAddress centre;
    sync::CertificateFiles certificate;  // may be empty
    std::filesystem::path downloads;     // folder for files on their way
    int versions_kept = 32;
    int steps_kept = 1024;
  };

  // store, heads, clock  must outlive it.
  // errors  kInvalidArgument: credentials that are not whole.
  [[nodiscard]] static Result<std::unique_ptr<Relaying>> Start(const Options& options,
                                                               sql::Pool* store,
                                                               central_service::HeadWatch* heads,
                                                               const Clock* clock);
  ~Relaying();
  Relaying(const Relaying&) = delete;
  Relaying& operator=(const Relaying&) = delete;

 private:
  Relaying(const Options& options, std::unique_ptr<sync::Centre> centre, sql::Pool* store,
           central_service::HeadWatch* heads, const Clock* clock);
  void Run();
  // How long to wait for the next round.
  [[nodiscard]] sync::Backoff::Duration Round();

  const std::unique_ptr<sync::Centre> centre_;
  central_service::HeadWatch* const heads_;
  central_service::Mirror mirror_;
  sync::Backoff backoff_;
  std::mutex mutex_;
  std::condition_variable stop_;
  bool stopping_ = false;
  std::jthread thread_;  // last: ended before the rest goes
};

}  // namespace chowki::app
