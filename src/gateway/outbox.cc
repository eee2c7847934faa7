#include "gateway/outbox.h"

#include <utility>

namespace chowki::gateway {
namespace {

constexpr size_t kMostWaiting = 1024;

}  // namespace

bool Outbox::Put(Part part) {
  const std::lock_guard lock(mutex_);
  if (closed_ || parts_.size() >= kMostWaiting) return false;
  parts_.push_back(std::move(part));
  wake_();
  return true;
}

std::optional<Part> Outbox::Take() {
  const std::lock_guard lock(mutex_);
  if (parts_.empty()) return std::nullopt;
  Part part = std::move(parts_.front());
  parts_.pop_front();
  return part;
}

void Outbox::Close(bool gone) {
  std::function<void()> tell;
  {
    const std::lock_guard lock(mutex_);
    if (closed_) return;
    closed_ = true;
    gone_ = gone;
    wake_ = nullptr;
    tell = std::exchange(when_gone_, nullptr);
  }
  if (gone && tell) tell();
}

void Outbox::WhenGone(std::function<void()> gone) {
  {
    const std::lock_guard lock(mutex_);
    if (!closed_) {
      when_gone_ = std::move(gone);
      return;
    }
    if (!gone_) return;
  }
  gone();
}

}  // namespace chowki::gateway
