#pragma once

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <utility>
#include <vector>

#include "base/deadline.h"
#include "base/status.h"

namespace chowki::service {

// What happened lately, for whoever watches: the last 256 are remembered.
//
// thread  safe.
template <typename T>
class Feed {
 public:
  struct News {
    std::vector<T> items;    // oldest first
    std::uint64_t seen = 0;  // for the next call
    bool missed = false;     // more happened than is remembered: look at the store again
  };

  void Tell(T item) {
    const std::lock_guard lock(mutex_);
    last_.push_back(std::move(item));
    if (last_.size() > kRemembered) last_.pop_front();
    ++count_;
    changed_.notify_all();
  }

  // Everybody who waits, now and later, is told kUnavailable: the service ends.
  void Stop() {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    changed_.notify_all();
  }

  // The place of what comes next.
  [[nodiscard]] std::uint64_t now() const {
    const std::lock_guard lock(mutex_);
    return count_;
  }

  // Waits until something came after `seen`.
  //
  // errors  as Deadline::Check; kUnavailable with SHUTTING_DOWN.
  [[nodiscard]] Result<News> Next(std::uint64_t seen, const Deadline& deadline) {
    while (true) {
      CHOWKI_RETURN_IF_ERROR(deadline.Check("what happens next"));
      const auto until = std::min(deadline.at(), Deadline::SteadyClock::now() + kLook);
      std::unique_lock lock(mutex_);
      if (stopped_) return WithDetail(Unavailable("the service ends"), {"SHUTTING_DOWN", {}});
      if (count_ > seen) {
        const std::uint64_t behind = count_ - seen;
        const std::uint64_t told = std::min<std::uint64_t>(behind, last_.size());
        return News{
            {last_.end() - static_cast<std::ptrdiff_t>(told), last_.end()}, count_, told < behind};
      }
      changed_.wait_until(lock, until);
    }
  }

 private:
  static constexpr std::size_t kRemembered = 256;
  // How soon it is noticed that a caller went away.
  static constexpr std::chrono::milliseconds kLook{500};

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<T> last_;
  std::uint64_t count_ = 0;  // of all that were told
  bool stopped_ = false;
};

}  // namespace chowki::service
