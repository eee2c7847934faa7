#include "sync/backoff.h"

#include <algorithm>

namespace chowki::sync {

Backoff::Backoff(Duration first, Duration longest, std::uint32_t seed)
    : first_(first), longest_(longest), random_(seed) {}

Backoff::Duration Backoff::Share(Duration least, Duration most) {
  return Duration(
      std::uniform_int_distribution<Duration::rep>(least.count(), most.count())(random_));
}

Backoff::Duration Backoff::AfterFailure() {
  constexpr int kMostDoublings = 20;
  const Duration whole = std::min(longest_, first_ * (1 << std::min(failures_, kMostDoublings)));
  ++failures_;
  return Share(whole / 2, whole);
}

Backoff::Duration Backoff::AfterSuccess(Duration minimum) {
  failures_ = 0;
  return Share(minimum, minimum + minimum / 10);
}

}  // namespace chowki::sync
