#include "screen/list_generation.h"

#include <algorithm>
#include <iterator>

#include "identify/matcher.h"
#include "identify/ranking.h"

namespace chowki::screen {

std::vector<identify::Match> FindInAll(const ListGenerations& lists, const identify::Query& query,
                                       size_t limit) {
  std::vector<identify::Match> found;
  for (const ListGeneration& list : lists) {
    if (list.matcher == nullptr) continue;
    std::ranges::move(list.matcher->Find(query, limit), std::back_inserter(found));
  }
  return identify::BestOf(std::move(found), limit);
}

bool AnyUsable(const ListGenerations& lists) {
  return std::ranges::any_of(lists, [](const auto& list) { return list.matcher != nullptr; });
}

bool AnyWithoutNames(const ListGenerations& lists) {
  return std::ranges::any_of(lists, [](const auto& list) {
    return list.matcher != nullptr && !list.matcher->names_ready();
  });
}

std::vector<watchlist::ListState> StatesOf(const ListGenerations& lists) {
  std::vector<watchlist::ListState> states;
  for (const ListGeneration& list : lists) states.push_back(list.state);
  return states;
}

}  // namespace chowki::screen
