#pragma once

#include <string>
#include <vector>

#include "watchlist/entry.h"

namespace chowki::watchlist {

// What makes the next generation of a list of one: entries that are new or take the place of those
// with their ids, and ids that are gone. No id is there twice.
struct Changes {
  std::vector<Entry> put;
  std::vector<std::string> removed;
};

}  // namespace chowki::watchlist
