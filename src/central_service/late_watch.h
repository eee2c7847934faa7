#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "base/clock.h"
#include "base/metrics.h"
#include "base/status.h"
#include "central/late_alert.h"
#include "identify/matcher.h"
#include "sql/pool.h"

namespace chowki::central_service {

// Looks back over the events of all posts whenever a version of a list was published: searches for
// the crossings of the last days among what the version added or changed, and stores late alerts.
// How far it has come stands in the store: any process of the centre goes on from there. What
// officers said of single persons is the posts' to know, who look back as well.
//
// Takes the memory of a list and its index while it runs, as an assessment of impact does.
//
// thread  one.
class LateLook {
 public:
  struct Options {
    std::chrono::days days{30};  // older crossings are not looked at
    std::int64_t page = 100;     // events at a time
  };
  LateLook(sql::Pool* store, const Clock* clock, Metrics* metrics, Options options)
      : store_(store), clock_(clock), metrics_(metrics), options_(options) {}

  // The next page. returns  whether there is more to do now.
  // errors  of the store; kAborted: another process goes on with it. The next call tries again.
  [[nodiscard]] Result<bool> Step();

 private:
  [[nodiscard]] Status Prepare(const central::LookBack& plan);

  sql::Pool* const store_;
  const Clock* const clock_;
  Metrics* const metrics_;
  const Options options_;
  // What is searched for the plan in hand.
  std::string list_;
  std::int64_t target_ = 0;
  std::shared_ptr<const identify::Matcher> entries_;
};

// The same for as long as the centre runs, on a thread of the lowest priority.
class LateWatch {
 public:
  explicit LateWatch(LateLook look);
  ~LateWatch();
  LateWatch(const LateWatch&) = delete;
  LateWatch& operator=(const LateWatch&) = delete;

 private:
  void Run();

  LateLook look_;
  std::mutex mutex_;
  std::condition_variable stop_;
  bool stopping_ = false;
  std::jthread thread_;  // last: ended before the rest goes
};

}  // namespace chowki::central_service
