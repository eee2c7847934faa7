#pragma once

#include <chrono>
#include <cstdint>
#include <random>

namespace chowki::sync {

// How long to wait before the next try: twice as long after each failure, and a random share of it,
// so that ten thousand posts whose line came back do not all call at once.
class Backoff {
 public:
  using Duration = std::chrono::milliseconds;

  // seed  of the random share.
  explicit Backoff(Duration first = std::chrono::seconds(1),
                   Duration longest = std::chrono::minutes(5),
                   std::uint32_t seed = std::random_device()());

  // After a failure: between half and all of first * 2^failures, at most longest.
  [[nodiscard]] Duration AfterFailure();

  // After an answer: what the other side asked for, and up to a tenth more.
  [[nodiscard]] Duration AfterSuccess(Duration minimum);

 private:
  [[nodiscard]] Duration Share(Duration least, Duration most);
  Duration first_;
  Duration longest_;
  int failures_ = 0;
  std::mt19937 random_;
};

}  // namespace chowki::sync
