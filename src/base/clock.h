#pragma once

#include <chrono>

namespace chowki {

using Time = std::chrono::system_clock::time_point;

// Where a stage gets "now" from, so that a screening can be replayed and tests own the time.
// Implementations are thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual Time Now() const = 0;
};

class SystemClock final : public Clock {
 public:
  [[nodiscard]] Time Now() const override;
};

// Always the same instant: replays and `--date`.
class FixedClock final : public Clock {
 public:
  explicit FixedClock(Time now) : now_(now) {}
  [[nodiscard]] Time Now() const override { return now_; }

 private:
  Time now_;
};

// CPU time of the calling thread, user and system, for stage timings.
[[nodiscard]] std::chrono::nanoseconds ThreadCpuTime();

}  // namespace chowki
