#include "service/screening_feed.h"

#include <algorithm>

namespace chowki::service {
namespace {

constexpr size_t kRemembered = 256;

// How soon it is noticed that a caller went away.
constexpr std::chrono::milliseconds kLook{500};

}  // namespace

void ScreeningFeed::Tell(screening::v1::ScreeningSummary summary) {
  const std::lock_guard lock(mutex_);
  last_.push_back(std::move(summary));
  if (last_.size() > kRemembered) last_.pop_front();
  ++count_;
  changed_.notify_all();
}

void ScreeningFeed::Stop() {
  const std::lock_guard lock(mutex_);
  stopped_ = true;
  changed_.notify_all();
}

std::uint64_t ScreeningFeed::now() const {
  const std::lock_guard lock(mutex_);
  return count_;
}

Result<ScreeningFeed::News> ScreeningFeed::Next(std::uint64_t seen, const Deadline& deadline) {
  while (true) {
    CHOWKI_RETURN_IF_ERROR(deadline.Check("the next screening"));
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

}  // namespace chowki::service
