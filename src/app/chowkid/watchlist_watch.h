#pragma once

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <optional>
#include <thread>

#include "base/metrics.h"
#include "identify/matcher_holder.h"
#include "screen/screener.h"
#include "watchlist/list_state.h"

namespace chowki::app {

// Keeps the watchlist file in force: a file that was put in the place of the old one (`chowki list
// build` renames) is loaded and swapped in while screenings go on with the generation they pinned.
// A file that cannot be loaded, or is gone, leaves the list in force; its age tells. The first list
// can be searched for documents before it can be searched for names.
//
// thread  InForce from any thread; the rest from one. Loading has a thread of its own.
class WatchlistWatch {
 public:
  // file     empty: there is no list, and every answer says so.
  // metrics  must outlive the watch.
  WatchlistWatch(std::filesystem::path file, const watchlist::FreshnessLimits& limits,
                 Metrics* metrics);

  // Begins to load the file when it is not the one that was looked at before.
  void Look();

  // Begins to load the file in any case, when the load before is done.
  void Reload();

  // Waits until documents can be searched and, so long, until names can; at once when nothing is
  // being loaded.
  void Wait(std::chrono::milliseconds patience_for_names);

  // The generation in force with its age; without a matcher while there is none.
  [[nodiscard]] screen::ListGeneration InForce(Time now) const;

 private:
  // What tells one file from another put in its place.
  struct Stamp {
    std::uintmax_t inode = 0;
    std::uintmax_t size = 0;
    std::int64_t modified_ns = 0;
    bool operator==(const Stamp&) const = default;
  };
  [[nodiscard]] std::optional<Stamp> StampNow() const;

  enum class Stage { kLoading, kDocuments, kDone };
  void Reach(Stage stage);
  void Load();

  const std::filesystem::path file_;
  const watchlist::FreshnessLimits limits_;
  Metrics* const metrics_;
  identify::MatcherHolder holder_;
  std::optional<Stamp> seen_;
  std::mutex mutex_;
  std::condition_variable reached_;
  Stage stage_ = Stage::kDone;
  std::jthread loader_;  // last: done before the rest goes
};

}  // namespace chowki::app
