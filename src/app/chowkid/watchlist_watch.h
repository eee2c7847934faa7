#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <thread>

#include "app/chowkid/list_in_force.h"

namespace chowki::app {

// Keeps a watchlist file in force: a file that was put in the place of the old one (`chowki list
// build` renames) is loaded. A file that cannot be loaded, or is gone, leaves the list in force;
// its age tells.
//
// thread  one; loading has a thread of its own.
class WatchlistWatch {
 public:
  // file  empty: there is no list, and every answer says so.
  // list  must outlive the watch.
  WatchlistWatch(std::filesystem::path file, ListInForce* list);

  // Begins to load the file when it is not the one that was looked at before.
  void Look();

  // Begins to load the file in any case, when the load before is done.
  void Reload();

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
  ListInForce* const list_;
  std::optional<Stamp> seen_;
  std::jthread loader_;  // last: done before the rest goes
};

}  // namespace chowki::app
