#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/status.h"
#include "watchlist/snapshot.h"
#include "watchlist/sources/catalogue.h"

namespace chowki::watchlist {

// Something in a source that did not become part of the list.
struct Problem {
  std::string file;
  std::int64_t line = 0;
  bool row_skipped = false;  // else one value was left out
  std::string column;        // of the value; "" for a row
  std::string reason;
  bool operator==(const Problem&) const = default;
};

struct BuildCounts {
  std::int64_t entries = 0;
  std::int64_t names = 0;
  std::int64_t documents = 0;
  std::int64_t rows_skipped = 0;
  std::int64_t values_left_out = 0;
  bool operator==(const BuildCounts&) const = default;
};

struct Build {
  Snapshot snapshot;
  BuildCounts counts;
};

// Who wants to know about a build while it runs; empty functions are not called.
struct BuildObserver {
  std::function<void(const Problem&)> problem;
  std::function<void(const std::filesystem::path& file, double share)> progress;
};

// Reads sources one after another into one list. Of two entries with one id the first stays and the
// second is a problem.
//
// head      list, epoch, version and issued of the new list.
// previous  the list that the new one takes the place of, or null. An entry that has not changed
//           keeps its revision there, one that has gets the next: public lists do not count the
//           changes of an entry, and what officers decided about one holds for a revision.
// errors    a source that cannot be trusted as a whole; kInvalidArgument when no row of all sources
//           became an entry: an empty list would say "no hit" to everything.
[[nodiscard]] Result<Build> BuildList(const std::vector<SourceSpec>& sources, ListState head,
                                      const Snapshot* previous = nullptr,
                                      const BuildObserver& observer = {});

struct Update {
  Changes changes;
  std::int64_t rows_skipped = 0;
  std::int64_t values_left_out = 0;
};

// Reads sources as changes to a list: an entry takes the place of the one with its id, with the
// next revision if it is another; what the sources take away is gone. Entries that are as they were
// are no changes.
//
// errors    a source that cannot be trusted as a whole.
[[nodiscard]] Result<Update> ReadUpdate(const Snapshot& base,
                                        const std::vector<SourceSpec>& sources,
                                        const BuildObserver& observer = {});

}  // namespace chowki::watchlist
