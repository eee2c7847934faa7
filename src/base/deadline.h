#pragma once

#include <chrono>
#include <functional>
#include <utility>

#include "base/status.h"

namespace chowki {

// The instant after which nobody waits for the answer any more. Stages look at it between steps.
class Deadline {
 public:
  using SteadyClock = std::chrono::steady_clock;

  Deadline() = default;  // never
  explicit Deadline(SteadyClock::time_point at) : at_(at) {}
  [[nodiscard]] static Deadline In(SteadyClock::duration wait) {
    return Deadline(SteadyClock::now() + wait);
  }

  // The same instant, and nobody waits any more as soon as `gone` says so. It is asked from the
  // thread that calls Check, between steps.
  [[nodiscard]] Deadline OrWhen(std::function<bool()> gone) const {
    Deadline both(at_);
    both.gone_ = std::move(gone);
    return both;
  }

  [[nodiscard]] SteadyClock::time_point at() const { return at_; }
  [[nodiscard]] bool Expired() const { return SteadyClock::now() >= at_; }

  // kCancelled when the caller is gone, kDeadlineExceeded when the instant passed; both name the
  // step that would have come next.
  [[nodiscard]] Status Check(std::string_view next_step) const {
    if (gone_ && gone_()) {
      return WithDetail(Cancelled("the caller went away before {}", next_step),
                        {"CALLER_GONE", {{"stage", std::string(next_step)}}});
    }
    if (!Expired()) return Ok();
    return WithDetail(DeadlineExceeded("deadline passed before {}", next_step),
                      {"DEADLINE_PASSED", {{"stage", std::string(next_step)}}});
  }

 private:
  SteadyClock::time_point at_ = SteadyClock::time_point::max();
  std::function<bool()> gone_;
};

}  // namespace chowki
