#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <vector>

#include "base/deadline.h"
#include "chowki/screening/v1/screening_service.pb.h"

namespace chowki::service {

// What was screened and decided lately, for whoever watches.
//
// thread  safe.
class ScreeningFeed {
 public:
  struct News {
    std::vector<screening::v1::ScreeningSummary> screenings;  // oldest first
    std::uint64_t seen = 0;                                   // for the next call
    bool missed = false;  // more happened than is remembered: look at the journal again
  };

  void Tell(screening::v1::ScreeningSummary summary);

  // Everybody who waits, now and later, is told kUnavailable: the service ends.
  void Stop();

  // The place of what comes next.
  [[nodiscard]] std::uint64_t now() const;

  // Waits until something came after `seen`.
  //
  // errors  as Deadline::Check; kUnavailable with SHUTTING_DOWN.
  [[nodiscard]] Result<News> Next(std::uint64_t seen, const Deadline& deadline);

 private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<screening::v1::ScreeningSummary> last_;
  std::uint64_t count_ = 0;  // of all that were told
  bool stopped_ = false;
};

}  // namespace chowki::service
