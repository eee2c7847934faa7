#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <string>

namespace chowki::central_service {

// How often somebody may try: so many times at once, and one more every so often after that.
//
// thread  safe.
class TryLimit {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;
  struct Options {
    int at_once = 10;
    std::chrono::milliseconds one_more_after{6000};
    // Names remembered; beyond them everybody new counts as one.
    size_t names = 10'000;
  };
  explicit TryLimit(Options options) : options_(options) {}

  // How long until he may; 0: now.
  [[nodiscard]] std::chrono::milliseconds Wait(const std::string& name, TimePoint now);
  // He did.
  void Count(const std::string& name, TimePoint now);

 private:
  // By when all his tries are back: a bucket that fills by the clock, kept as one number.
  [[nodiscard]] TimePoint& FullAt(const std::string& name, TimePoint now);

  const Options options_;
  std::mutex mutex_;
  std::map<std::string, TimePoint> full_at_;
  TimePoint swept_{};
};

}  // namespace chowki::central_service
