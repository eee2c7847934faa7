#include "service/recent_images.h"

#include <algorithm>

namespace chowki::service {

void RecentImages::DropOld(SteadyClock::time_point now, std::size_t room_for) {
  while (!kept_.empty() &&
         (now - kept_.front().since >= options_.keep || bytes_ + room_for > options_.bytes)) {
    bytes_ -= kept_.front().image.bytes->size();
    kept_.pop_front();
  }
}

void RecentImages::Keep(const Digest& digest, const std::string& media_type, Bytes bytes) {
  if (bytes.size() > options_.bytes) return;
  const auto now = SteadyClock::now();
  auto copy = std::make_shared<const std::string>(reinterpret_cast<const char*>(bytes.data()),
                                                  bytes.size());
  const std::lock_guard lock(mutex_);
  const auto same = std::ranges::find(kept_, digest, &Kept::digest);
  if (same != kept_.end()) {
    bytes_ -= same->image.bytes->size();
    kept_.erase(same);
  }
  DropOld(now, bytes.size());
  bytes_ += copy->size();
  kept_.push_back({digest, {media_type, std::move(copy)}, now});
}

std::optional<RecentImages::Image> RecentImages::Find(const Digest& digest) {
  const std::lock_guard lock(mutex_);
  DropOld(SteadyClock::now(), 0);
  const auto found = std::ranges::find(kept_, digest, &Kept::digest);
  if (found == kept_.end()) return std::nullopt;
  return found->image;
}

}  // namespace chowki::service
