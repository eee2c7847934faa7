#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

#include "base/clock.h"
#include "identify/match.h"
#include "identify/query.h"
#include "watchlist/list_state.h"

namespace chowki::identify {
class Matcher;
}  // namespace chowki::identify

namespace chowki::screen {

// One generation of one watchlist, pinned for a whole screening.
struct ListGeneration {
  std::shared_ptr<const identify::Matcher> matcher;  // null: there is no usable list
  watchlist::ListState state;                        // with the age at the time asked for
};

// All lists of a post, each with an index of its own: they grow old, fail and change apart from one
// another, a new version of one costs the others nothing, and a long list does not make a match in
// a short one any less likely.
using ListGenerations = std::vector<ListGeneration>;

// Gives the generations in force. A list that should be there and is not has a generation too.
using PinLists = std::function<ListGenerations(Time now)>;

// What the lists that there are say, as identify::BestOf puts it together.
//
// thread  pure.
[[nodiscard]] std::vector<identify::Match> FindInAll(const ListGenerations& lists,
                                                     const identify::Query& query, size_t limit);

// Whether there is any list to search, and whether names find nobody yet in one of them.
[[nodiscard]] bool AnyUsable(const ListGenerations& lists);
[[nodiscard]] bool AnyWithoutNames(const ListGenerations& lists);

// The states, in the order of the lists: what an answer rests on.
[[nodiscard]] std::vector<watchlist::ListState> StatesOf(const ListGenerations& lists);

}  // namespace chowki::screen
