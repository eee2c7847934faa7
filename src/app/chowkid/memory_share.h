#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "base/metrics.h"
#include "base/status.h"
#include "sync/backoff.h"
#include "sync/shared_memory.h"

namespace chowki::app {

// Shares what is remembered of crossings with the other posts, for as long as the service runs: a
// party is there within seconds after it is complete, or when the line is back.
//
// thread  has its own; ends it when it goes.
class MemoryShare {
 public:
  // parts, metrics  what is in them must outlive it.
  // errors          of credentials that are not whole.
  [[nodiscard]] static Result<std::unique_ptr<MemoryShare>> Start(
      const sync::CentreAddress& centre, const sync::CertificateFiles& certificate,
      sync::SharedMemoryParts parts, Metrics* metrics);
  ~MemoryShare();
  MemoryShare(const MemoryShare&) = delete;
  MemoryShare& operator=(const MemoryShare&) = delete;

 private:
  MemoryShare(std::unique_ptr<sync::SharedMemory> shared, sync::SharedMemoryParts parts,
              Metrics* metrics)
      : shared_(std::move(shared)), parts_(std::move(parts)), metrics_(metrics) {}
  void Run();
  [[nodiscard]] sync::Backoff::Duration Round();
  [[nodiscard]] Status FetchKeysWhenDue();

  const std::unique_ptr<sync::SharedMemory> shared_;
  const sync::SharedMemoryParts parts_;
  Metrics* const metrics_;
  sync::Backoff backoff_;
  using SteadyTime = std::chrono::steady_clock::time_point;
  SteadyTime keys_due_{};
  SteadyTime news_due_{};
  std::mutex mutex_;
  std::condition_variable stop_;
  bool stopping_ = false;
  std::jthread thread_;  // last: ended before the rest goes
};

}  // namespace chowki::app
