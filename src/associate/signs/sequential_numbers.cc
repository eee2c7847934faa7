#include <set>

#include "associate/case.h"

namespace chowki::associate {

std::vector<Sign> SequentialNumbers(const Case& one);

namespace {

constexpr size_t kFewestOthers = 2;  // reference: three or more documents

}  // namespace

// Near numbers with one day of issue, of at least three people of three surnames who do not travel
// together, declared or one behind the other: families apply together, so those who do say nothing.
std::vector<Sign> SequentialNumbers(const Case& one) {
  std::vector<Sign> signs;
  for (size_t i = 0; i < one.travellers().size(); ++i) {
    std::set<Tag> names;
    std::vector<std::string> evidence;
    for (const Sighting& sighting : one.past.sightings) {
      if (sighting.link != Link::kSeries || sighting.traveller != i || sighting.same_surname ||
          sighting.is_here || one.GoesAlong(sighting)) {
        continue;
      }
      if (names.insert(sighting.crossing.surname).second) {
        evidence.push_back(sighting.crossing.screening);
      }
    }
    if (names.size() < kFewestOthers) continue;
    signs.push_back(
        MakeSign("sequential_numbers", {one.travellers()[i].screening}, std::move(evidence)));
  }
  return signs;
}

}  // namespace chowki::associate
