#include "base/clock.h"

#include <ctime>

namespace chowki {

Time SystemClock::Now() const { return std::chrono::system_clock::now(); }

std::chrono::nanoseconds ThreadCpuTime() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

}  // namespace chowki
