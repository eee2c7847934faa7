#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "base/metrics.h"
#include "base/status.h"
#include "journal/journal.h"
#include "sync/backoff.h"
#include "sync/pusher.h"

namespace chowki::app {

// Sends the journal to the centre for as long as the service runs: what was screened and decided
// is there within seconds, or when the line is back.
//
// thread  has its own; ends it when it goes.
class EventPush {
 public:
  // journal, metrics  must outlive it.
  // errors            of credentials that are not whole.
  [[nodiscard]] static Result<std::unique_ptr<EventPush>> Start(
      const sync::CentreAddress& centre, const sync::CertificateFiles& certificate,
      const journal::Journal* journal, Metrics* metrics);
  ~EventPush();
  EventPush(const EventPush&) = delete;
  EventPush& operator=(const EventPush&) = delete;

  // Rows of the journal that the centre did not have when it was last asked.
  [[nodiscard]] std::int64_t waiting() const { return waiting_; }
  // The last row that it is known to have; 0: it was not asked yet.
  [[nodiscard]] std::int64_t through() const { return through_; }

 private:
  EventPush(std::unique_ptr<sync::Pusher> pusher, const journal::Journal* journal,
            Metrics* metrics);
  void Run();
  sync::Backoff::Duration Round();

  const std::unique_ptr<sync::Pusher> pusher_;
  const journal::Journal* const journal_;
  Metrics* const metrics_;
  sync::Backoff backoff_;
  std::int64_t pushed_to_ = -1;  // sequence of the journal up to which all is there
  std::atomic<std::int64_t> waiting_ = 0;
  std::atomic<std::int64_t> through_ = 0;
  std::mutex mutex_;
  std::condition_variable stop_;
  bool stopping_ = false;
  std::jthread thread_;  // last: ended before the rest goes
};

}  // namespace chowki::app
