#pragma once

#include <chrono>

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

  [[nodiscard]] bool Expired() const { return SteadyClock::now() >= at_; }

  // kDeadlineExceeded naming the step that would have come next.
  [[nodiscard]] Status Check(std::string_view next_step) const {
    if (!Expired()) return Ok();
    return WithDetail(DeadlineExceeded("deadline passed before {}", next_step),
                      {"DEADLINE_PASSED", {{"stage", std::string(next_step)}}});
  }

 private:
  SteadyClock::time_point at_ = SteadyClock::time_point::max();
};

}  // namespace chowki
