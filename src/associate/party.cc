#include "associate/party.h"

#include <map>
#include <optional>
#include <tuple>

namespace chowki::associate {
namespace {

std::chrono::seconds Apart(const Traveller& a, const Traveller& b) {
  return std::chrono::abs(
      std::chrono::duration_cast<std::chrono::seconds>(a.passage.time - b.passage.time));
}

// The adult without a group who was screened nearest to a child, in the same lane.
std::optional<size_t> AdultBeside(std::span<const Traveller> all, size_t child) {
  const Traveller& one = all[child];
  std::optional<size_t> nearest;
  const auto look = [&](size_t i) {
    const Traveller& other = all[i];
    if (!other.passage.group.empty() || AgeOf(other) == Age::kChild) return;
    if (other.passage.lane != one.passage.lane || other.passage.direction != one.passage.direction)
      return;
    if (!nearest || Apart(one, other) < Apart(one, all[*nearest])) nearest = i;
  };
  for (size_t i = child; i-- > 0 && Apart(one, all[i]) <= kBeside;) look(i);
  for (size_t i = child + 1; i < all.size() && Apart(one, all[i]) <= kBeside; ++i) look(i);
  return nearest;
}

}  // namespace

std::vector<Party> FormParties(std::span<const Traveller> screenings) {
  // What holds a party together: its declared group, or the place of its first adult.
  using Bond = std::tuple<std::string, Direction, size_t>;
  std::map<Bond, size_t> places;
  std::vector<Party> parties;
  for (size_t i = 0; i < screenings.size(); ++i) {
    const Passage& passage = screenings[i].passage;
    const bool declared = !passage.group.empty();
    size_t centre = declared ? 0 : i;
    if (!declared && AgeOf(screenings[i]) == Age::kChild) {
      centre = AdultBeside(screenings, i).value_or(i);
    }
    const auto [place, added] =
        places.try_emplace({passage.group, passage.direction, centre}, parties.size());
    if (added) parties.push_back({{}, true});
    Party& party = parties[place->second];
    party.travellers.push_back(screenings[i]);
    if (!declared && party.travellers.size() > 1) party.declared = false;
  }
  return parties;
}

}  // namespace chowki::associate
