#include <set>

#include "associate/case.h"

namespace chowki::associate {

std::vector<Sign> SharedContact(const Case& one);

namespace {

constexpr size_t kFewestOthers = 2;  // ours: two who share a telephone are friends

}  // namespace

// One contact of at least three travellers of three names who did not travel together, declared or
// one behind the other.
std::vector<Sign> SharedContact(const Case& one) {
  std::vector<Sign> signs;
  for (size_t i = 0; i < one.travellers().size(); ++i) {
    const Traveller& traveller = one.travellers()[i];
    std::set<Tag> names;  // of one period each: the same name in two periods counts twice at most
    std::vector<std::string> evidence;
    for (const Sighting& sighting : one.past.sightings) {
      if (sighting.link != Link::kContact || sighting.traveller != i || sighting.same_surname ||
          sighting.is_here || one.GoesAlong(sighting)) {
        continue;
      }
      if (names.insert(sighting.crossing.surname).second) {
        evidence.push_back(sighting.crossing.screening);
      }
    }
    if (names.size() < kFewestOthers || one.IsAllowedContact(traveller)) continue;
    signs.push_back(MakeSign("shared_contact", {traveller.screening}, std::move(evidence)));
  }
  return signs;
}

}  // namespace chowki::associate
