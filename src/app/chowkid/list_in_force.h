#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>

#include "base/clock.h"
#include "base/metrics.h"
#include "identify/matcher_holder.h"
#include "screen/screener.h"
#include "watchlist/list_state.h"
#include "watchlist/snapshot.h"

namespace chowki::app {

// The generation of one watchlist that screenings begin with, wherever it comes from: a file or the
// centre. Screenings go on with the generation they pinned. The first list can be searched for
// documents before it can be searched for names.
//
// thread  At and Wait from any; the rest from whoever loads, one at a time.
class ListInForce {
 public:
  // name     of the list, for as long as there is none; "" when only the file tells.
  // metrics  must outlive it.
  ListInForce(std::string name, const watchlist::FreshnessLimits& limits, Metrics* metrics);

  // Somebody begins to load a list; somebody is done with it, with or without one.
  void BeginLoading();
  void EndLoading();

  // A list that differs little from the one in force is searchable at once.
  void Put(watchlist::Snapshot snapshot);
  // The list in force, indexed or not; nullptr: none.
  [[nodiscard]] std::shared_ptr<const watchlist::Snapshot> Current() const;
  // There was something to load, and it could not be.
  void LoadFailed(const std::string& source, const Status& status);

  // What the centre says of the list in force: when it was last known to be the newest, and from
  // when on it is stale whatever its age.
  void Confirm(Time newest_at, Time expires);

  // Waits until documents can be searched and, until then, for names too; at once when nothing is
  // being loaded.
  void Wait(std::chrono::steady_clock::time_point names_until);

  // The generation in force with its age; the name alone while there is none.
  [[nodiscard]] screen::ListGeneration At(Time now) const;

 private:
  enum class Stage { kLoading, kDocuments, kDone };
  void Reach(Stage stage);

  void CountLoad(const char* result);

  const std::string name_;
  const watchlist::FreshnessLimits limits_;
  Metrics* const metrics_;
  identify::MatcherHolder holder_;
  mutable std::mutex mutex_;
  std::condition_variable reached_;
  Stage stage_ = Stage::kDone;
  Time newest_at_{};
  Time expires_ = Time::max();
};

}  // namespace chowki::app
