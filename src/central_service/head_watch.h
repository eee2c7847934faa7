#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>

#include "base/deadline.h"
#include "sql/pool.h"

namespace chowki::central_service {

// Wakes long polls when something is published. What this process publishes it is told; of what
// others publish it hears by looking once a second, one query for all who wait.
//
// thread  safe.
class HeadWatch {
 public:
  // store must outlive it.
  explicit HeadWatch(sql::Pool* store);
  ~HeadWatch();
  HeadWatch(const HeadWatch&) = delete;
  HeadWatch& operator=(const HeadWatch&) = delete;

  // Looks at once.
  void Look();

  // Comes back when there is a heartbeat above `sequence`, when `wait` is over, when the caller is
  // gone or the server stops.
  void WaitBeyond(std::int64_t sequence, std::chrono::milliseconds wait, const Deadline& deadline);

  // Nobody waits any more from now on.
  void Stop();

 private:
  void Run();

  sql::Pool* const store_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::int64_t newest_ = 0;
  bool stopped_ = false;
  std::thread thread_;
};

}  // namespace chowki::central_service
