#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>

#include "base/deadline.h"
#include "base/status.h"

namespace chowki::service {

// As many screenings at a time as there are workers, so many more may wait in order; the rest is
// told at once to come back, and when.
//
// thread  safe.
class Admission {
 public:
  // workers  at least 1.
  Admission(int workers, int queue);

  // The right to work; given back when it goes.
  class Place {
   public:
    Place(Place&& other) noexcept : admission_(other.admission_), since_(other.since_) {
      other.admission_ = nullptr;
    }
    Place& operator=(Place&&) = delete;
    ~Place() {
      if (admission_ != nullptr) admission_->Leave(since_);
    }

   private:
    friend class Admission;
    explicit Place(Admission* admission)
        : admission_(admission), since_(Deadline::SteadyClock::now()) {}
    Admission* admission_;
    Deadline::SteadyClock::time_point since_;
  };

  // Waits for a worker, first come first served.
  //
  // errors  kResourceExhausted with QUEUE_FULL and the wait to expect; kDeadlineExceeded or
  //         kCancelled when the caller stopped waiting.
  [[nodiscard]] Result<Place> Enter(const Deadline& deadline);

  [[nodiscard]] int waiting() const;
  [[nodiscard]] int working() const;

 private:
  void Leave(Deadline::SteadyClock::time_point since);
  [[nodiscard]] std::chrono::milliseconds ExpectedWait() const;  // with the lock held

  const int workers_;
  const int queue_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  int working_ = 0;
  std::deque<const void*> line_;  // who waits, in order
  double mean_seconds_ = 0.5;     // of the last dozen or so screenings
};

}  // namespace chowki::service
