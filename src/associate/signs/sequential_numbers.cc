#include <set>

#include "associate/case.h"

namespace chowki::associate {

std::vector<Sign> SequentialNumbers(const Case& one);

namespace {

constexpr size_t kFewestOthers = 2;  // reference: three or more documents

}  // namespace

// Near numbers with one day of issue, of at least three people of three surnames.
std::vector<Sign> SequentialNumbers(const Case& one) {
  std::vector<Sign> signs;
  for (size_t i = 0; i < one.travellers().size(); ++i) {
    const Traveller& traveller = one.travellers()[i];
    std::set<std::string> here;  // surnames of this party
    const NumberPlace place = PlaceOf(traveller);
    for (size_t k = 0; k < one.travellers().size(); ++k) {
      const Traveller& other = one.travellers()[k];
      if (k == i || ShareName(traveller, other)) continue;
      const NumberPlace his = PlaceOf(other);
      for (const Series& near : place.near) {
        for (const Series& own : his.own) {
          if (near.text == own.text &&
              std::abs(near.first_step + his.step - place.step) <= kNearNumbers) {
            here.insert(SurnameText(other));
          }
        }
      }
    }
    std::set<Tag> before;
    std::vector<std::string> evidence;
    for (const Sighting& sighting : one.past.sightings) {
      if (sighting.link != Link::kSeries || sighting.traveller != i || sighting.same_surname ||
          sighting.same_identity) {
        continue;
      }
      if (before.insert(sighting.crossing.surname).second) {
        evidence.push_back(sighting.crossing.screening);
      }
    }
    if (here.size() + before.size() < kFewestOthers) continue;
    signs.push_back(MakeSign("sequential_numbers", {traveller.screening}, std::move(evidence)));
  }
  return signs;
}

}  // namespace chowki::associate
