#include "service/admission.h"

#include <algorithm>

#include "wire/status.h"

namespace chowki::service {
namespace {

using std::chrono::milliseconds;

// How often who waits looks whether his caller is still there.
constexpr milliseconds kLook{50};
constexpr milliseconds kShortestRetry{100};
constexpr milliseconds kLongestRetry{10'000};
constexpr double kNewShare = 0.1;  // of one screening in the mean

}  // namespace

Admission::Admission(int workers, int queue) : workers_(workers), queue_(queue) {
  CHOWKI_CHECK(workers >= 1 && queue >= 0);
}

Result<Admission::Place> Admission::Enter(const Deadline& deadline) {
  std::unique_lock lock(mutex_);
  if (working_ < workers_ && line_.empty()) {
    ++working_;
    return Place(this);
  }
  const int depth = static_cast<int>(line_.size());
  if (depth >= queue_) {
    return WithDetail(ResourceExhausted("{} screenings wait, as many as may", depth),
                      {"QUEUE_FULL",
                       {{"depth", std::to_string(depth)},
                        {"limit", std::to_string(queue_)},
                        {wire::kRetryAfterMs, std::to_string(ExpectedWait().count())}}});
  }
  const void* const me = &lock;
  line_.push_back(me);
  while (working_ >= workers_ || line_.front() != me) {
    const auto look = std::min(deadline.at(), Deadline::SteadyClock::now() + kLook);
    changed_.wait_until(lock, look);
    if (Status waited = deadline.Check("a free worker"); !waited.ok()) {
      line_.erase(std::find(line_.begin(), line_.end(), me));
      changed_.notify_all();
      return waited;
    }
  }
  line_.pop_front();
  ++working_;
  changed_.notify_all();
  return Place(this);
}

void Admission::Leave(Deadline::SteadyClock::time_point since) {
  const std::chrono::duration<double> took = Deadline::SteadyClock::now() - since;
  {
    const std::lock_guard lock(mutex_);
    --working_;
    mean_seconds_ += kNewShare * (took.count() - mean_seconds_);
  }
  changed_.notify_all();
}

milliseconds Admission::ExpectedWait() const {
  const double screenings = static_cast<double>(line_.size()) + 1;
  const auto wait = std::chrono::duration_cast<milliseconds>(
      std::chrono::duration<double>(mean_seconds_ * screenings / workers_));
  return std::clamp(wait, kShortestRetry, kLongestRetry);
}

int Admission::waiting() const {
  const std::lock_guard lock(mutex_);
  return static_cast<int>(line_.size());
}

int Admission::working() const {
  const std::lock_guard lock(mutex_);
  return working_;
}

}  // namespace chowki::service
