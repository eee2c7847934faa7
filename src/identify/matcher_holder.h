#pragma once

#include <memory>
#include <mutex>
#include <utility>

#include "identify/matcher.h"

namespace chowki::identify {

// Where a running service finds the generation in force. Who has pinned one keeps it to the end of
// his screening while a newer one is put in its place.
//
// thread  safe.
class MatcherHolder {
 public:
  // nullptr: there is no usable list yet.
  [[nodiscard]] std::shared_ptr<const Matcher> Pin() const {
    const std::lock_guard lock(mutex_);
    return matcher_;
  }

  void Put(std::shared_ptr<const Matcher> matcher) {
    const std::lock_guard lock(mutex_);
    matcher_.swap(matcher);
    // The old generation, if nobody has it pinned, is taken down with the parameter, after the
    // lock.
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const Matcher> matcher_;
};

}  // namespace chowki::identify
