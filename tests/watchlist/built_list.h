#pragma once

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "watchlist/list_build.h"

namespace chowki::watchlist {

// What became of a source.
struct BuiltList {
  Status status = Ok();
  std::vector<Entry> entries;
  BuildCounts counts;
  std::vector<Problem> problems;
};

// spec  "un-xml:PATH".
inline BuiltList BuildFrom(const std::string& spec) {
  BuiltList built;
  BuildObserver observer;
  observer.problem = [&](const Problem& problem) { built.problems.push_back(problem); };
  auto build = BuildList({ParseSourceSpec(spec).value()}, {}, nullptr, observer);
  built.status = build.status();
  if (!build.ok()) return built;
  built.counts = build->counts;
  for (size_t i = 0; i < build->snapshot.size(); ++i) {
    built.entries.push_back(build->snapshot.At(i));
  }
  std::ranges::sort(built.entries, {}, &Entry::id);
  return built;
}

}  // namespace chowki::watchlist
