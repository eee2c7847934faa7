#include "associate/party.h"

#include <map>
#include <optional>
#include <tuple>
#include <utility>

namespace chowki::associate {
namespace {

std::chrono::seconds Apart(const Traveller& a, const Traveller& b) {
  return std::chrono::abs(
      std::chrono::duration_cast<std::chrono::seconds>(a.passage.time - b.passage.time));
}

bool InOneRow(const Traveller& a, const Traveller& b) {
  return a.passage.group.empty() && b.passage.group.empty() && a.passage.lane == b.passage.lane &&
         a.passage.direction == b.passage.direction;
}

// Of those within kBeside of somebody in one lane, none of a group: whom `rank` puts highest, above
// 0, and of these the nearest.
template <typename Rank>
std::optional<size_t> Beside(std::span<const Traveller> all, size_t place, const Rank& rank) {
  const Traveller& one = all[place];
  std::optional<size_t> best;
  const auto order = [&](size_t i) { return std::pair(-rank(all[i], i), Apart(one, all[i])); };
  const auto look = [&](size_t i) {
    if (!InOneRow(one, all[i]) || rank(all[i], i) == 0) return;
    if (!best || order(i) < order(*best)) best = i;
  };
  for (size_t i = place; i-- > 0 && Apart(one, all[i]) <= kBeside;) look(i);
  for (size_t i = place + 1; i < all.size() && Apart(one, all[i]) <= kBeside; ++i) look(i);
  return best;
}

// Whose party each is in, by the place of its first adult, or its own.
std::vector<size_t> Centres(std::span<const Traveller> all) {
  std::vector<size_t> centres(all.size());
  const auto is_lost = [&](size_t i) {
    return centres[i] == i && all[i].passage.group.empty() && AgeOf(all[i]) == Age::kChild;
  };
  for (size_t i = 0; i < all.size(); ++i) {
    centres[i] = i;
    if (!is_lost(i)) continue;
    centres[i] = Beside(all, i, [&](const Traveller& other, size_t) {
                   if (AgeOf(other) == Age::kChild) return 0;
                   return ShareName(all[i], other) ? 2 : 1;
                 }).value_or(i);
  }
  const auto follow = [&](size_t i) {
    if (!is_lost(i)) return;
    const auto child = Beside(all, i, [&](const Traveller& other, size_t place) {
      return AgeOf(other) == Age::kChild && centres[place] != place ? 1 : 0;
    });
    if (child) centres[i] = centres[*child];
  };
  for (size_t i = 0; i < all.size(); ++i) follow(i);
  for (size_t i = all.size(); i-- > 0;) follow(i);
  return centres;
}

}  // namespace

std::vector<Party> FormParties(std::span<const Traveller> screenings) {
  // What holds a party together: its declared group, or the place of its first adult.
  using Bond = std::tuple<std::string, Direction, size_t>;
  std::map<Bond, size_t> places;
  std::vector<Party> parties;
  const std::vector<size_t> centres = Centres(screenings);
  for (size_t i = 0; i < screenings.size(); ++i) {
    const Passage& passage = screenings[i].passage;
    const bool declared = !passage.group.empty();
    const auto [place, added] = places.try_emplace(
        {passage.group, passage.direction, declared ? 0 : centres[i]}, parties.size());
    if (added) parties.push_back({{}, true});
    Party& party = parties[place->second];
    party.travellers.push_back(screenings[i]);
    if (!declared && party.travellers.size() > 1) party.declared = false;
  }
  return parties;
}

}  // namespace chowki::associate
