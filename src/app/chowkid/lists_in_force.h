#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "app/chowkid/list_in_force.h"
#include "app/config.h"
#include "base/metrics.h"
#include "screen/list_generation.h"

namespace chowki::app {

// All lists of a post, in the order of the configuration: those that it follows, or the one of a
// file.
//
// thread  At and Wait from any.
class ListsInForce {
 public:
  // config   a configuration that LoadConfig gave.
  // metrics  must outlive it.
  ListsInForce(const Config& config, Metrics* metrics);

  // The list of a file: the first and only one.
  [[nodiscard]] ListInForce* OfFile() { return lists_.front().get(); }
  // Those that are followed, by name.
  [[nodiscard]] const std::map<std::string, ListInForce*>& followed() const { return followed_; }

  // Waits for every list, with one patience for all.
  void Wait(std::chrono::milliseconds patience_for_names);

  // What a screening begins with.
  [[nodiscard]] screen::ListGenerations At(Time now) const;

  // Whether every list is neither absent nor stale.
  [[nodiscard]] bool AllFresh(Time now) const;

  // Entries, version and age of each.
  void TellMetrics(Time now, Metrics& metrics) const;

 private:
  std::vector<std::unique_ptr<ListInForce>> lists_;
  std::map<std::string, ListInForce*> followed_;
};

}  // namespace chowki::app
