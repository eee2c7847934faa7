#include "associate/travel_times.h"

#include <algorithm>

namespace chowki::associate {

Status TravelTimes::Set(const std::string& post, const std::string& other,
                        std::chrono::minutes shortest) {
  if (post == other || shortest.count() <= 0) {
    return InvalidInput("travel time from {} to {}: {} minutes; two posts and a time expected",
                        post, other, shortest.count());
  }
  shortest_[std::minmax(post, other)] = shortest;
  return Ok();
}

std::optional<std::chrono::minutes> TravelTimes::Between(const std::string& post,
                                                         const std::string& other) const {
  const auto found = shortest_.find(std::minmax(post, other));
  if (found == shortest_.end()) return std::nullopt;
  return found->second;
}

}  // namespace chowki::associate
