#include <algorithm>

#include "associate/case.h"

namespace chowki::associate {

std::vector<Sign> ReturnedWithout(const Case& one);

namespace {

// A way back: this adult had taken children the other way before, and some of them came back.
bool IsWayBack(const Case& one, const EarlierParty& party) {
  return std::ranges::any_of(one.past.parties, [&](const EarlierParty& before) {
    return before.traveller == party.traveller &&
           before.crossing.direction == Opposite(party.crossing.direction) &&
           before.crossing.minute < party.crossing.minute &&
           std::ranges::any_of(before.companions, [](const Companion& companion) {
             return companion.crossing.age == Age::kChild && companion.returned;
           });
  });
}

}  // namespace

// An adult who took children across and has come back, now or before, while none of them has.
std::vector<Sign> ReturnedWithout(const Case& one) {
  std::vector<Sign> signs;
  for (size_t i = 0; i < one.travellers().size(); ++i) {
    const Traveller& adult = one.travellers()[i];
    if (AgeOf(adult) == Age::kChild || one.IsAllowedEscort(adult)) continue;
    std::vector<std::string> left;
    for (const EarlierParty& party : one.past.parties) {
      // Whom a child was beside in a lane says nothing of whom it went with.
      if (party.traveller != i || !party.crossing.declared || IsWayBack(one, party)) continue;
      const Direction back = Opposite(party.crossing.direction);
      const bool is_back = adult.passage.direction == back ||
                           std::ranges::any_of(one.past.sightings, [&](const Sighting& sighting) {
                             return sighting.traveller == i &&
                                    (sighting.same_document || sighting.same_identity) &&
                                    sighting.crossing.direction == back &&
                                    sighting.crossing.minute > party.crossing.minute;
                           });
      if (!is_back) continue;
      for (const Companion& companion : party.companions) {
        if (companion.crossing.age == Age::kChild && !companion.returned && !companion.here) {
          left.push_back(companion.crossing.screening);
        }
      }
    }
    if (left.empty()) continue;
    // Whom it may concern are those who are gone, and who is with the adult now.
    std::vector<std::string> people;
    for (const Traveller& other : one.travellers()) {
      if (&other != &adult && AgeOf(other) != Age::kAdult) people.push_back(other.screening);
    }
    signs.push_back(MakeSign("returned_without", std::move(people), std::move(left)));
  }
  return signs;
}

}  // namespace chowki::associate
