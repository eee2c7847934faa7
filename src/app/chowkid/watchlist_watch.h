#pragma once

#include <filesystem>
#include <optional>

#include "base/metrics.h"
#include "identify/matcher_holder.h"
#include "screen/screener.h"
#include "watchlist/list_state.h"

namespace chowki::app {

// Keeps the watchlist file in force: a file that was put in the place of the old one (`chowki list
// build` renames) is loaded and swapped in while screenings go on with the generation they pinned.
// A file that cannot be loaded, or is gone, leaves the list in force; its age tells.
//
// thread  InForce from any thread; the rest from one.
class WatchlistWatch {
 public:
  // file     empty: there is no list, and every answer says so.
  // metrics  must outlive the watch.
  WatchlistWatch(std::filesystem::path file, const watchlist::FreshnessLimits& limits,
                 Metrics* metrics);

  // Loads the file when it is not the one that was looked at before.
  void Look();

  // Loads the file in any case.
  void Reload();

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

  const std::filesystem::path file_;
  const watchlist::FreshnessLimits limits_;
  Metrics* const metrics_;
  identify::MatcherHolder holder_;
  std::optional<Stamp> seen_;
};

}  // namespace chowki::app
