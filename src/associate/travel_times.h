#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "base/status.h"

namespace chowki::associate {

// The shortest time in which anybody gets from one post to another, by any vehicle. A table that
// people of the country fill in; what is not in it is not judged.
class TravelTimes {
 public:
  // Both ways.
  //
  // errors  kInvalidArgument for one post twice or a time that is not positive.
  [[nodiscard]] Status Set(const std::string& post, const std::string& other,
                           std::chrono::minutes shortest);
  [[nodiscard]] std::optional<std::chrono::minutes> Between(const std::string& post,
                                                            const std::string& other) const;

 private:
  std::map<std::pair<std::string, std::string>, std::chrono::minutes> shortest_;
};

}  // namespace chowki::associate
