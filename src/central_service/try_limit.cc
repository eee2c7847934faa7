#include "central_service/try_limit.h"

#include <algorithm>

namespace chowki::central_service {

TryLimit::TimePoint& TryLimit::FullAt(const std::string& name, TimePoint now) {
  const auto found = full_at_.find(name);
  if (found != full_at_.end()) return found->second;
  if (full_at_.size() >= options_.names && now - swept_ >= options_.one_more_after) {
    swept_ = now;
    std::erase_if(full_at_, [now](const auto& entry) { return entry.second <= now; });
  }
  return full_at_[full_at_.size() < options_.names ? name : std::string()];
}

std::chrono::milliseconds TryLimit::Wait(const std::string& name, TimePoint now) {
  const std::lock_guard lock(mutex_);
  const auto owed = FullAt(name, now) - now;
  const auto allowed = options_.one_more_after * (options_.at_once - 1);
  const auto wait = std::chrono::ceil<std::chrono::milliseconds>(owed - allowed);
  return std::max(wait, std::chrono::milliseconds(0));
}

void TryLimit::Count(const std::string& name, TimePoint now) {
  const std::lock_guard lock(mutex_);
  TimePoint& full_at = FullAt(name, now);
  full_at = std::max(full_at, now) + options_.one_more_after;
}

}  // namespace chowki::central_service
