#include "associate/case.h"

namespace chowki::associate {

std::vector<Sign> PortraitTwoIdentities(const Case& one);

// One face with two identities. Not within one surname: siblings and twins look alike.
std::vector<Sign> PortraitTwoIdentities(const Case& one) {
  std::vector<Sign> signs;
  for (size_t i = 0; i < one.travellers().size(); ++i) {
    const Traveller& traveller = one.travellers()[i];
    std::vector<std::string> evidence;
    for (const Sighting& sighting : one.past.sightings) {
      if (sighting.traveller == i && sighting.link == Link::kPortrait && !sighting.same_identity &&
          !sighting.same_surname && sighting.crossing.identity != 0) {
        evidence.push_back(sighting.crossing.screening);
      }
    }
    if (evidence.empty()) continue;
    signs.push_back(
        MakeSign("portrait_two_identities", one.WithChildren(traveller), std::move(evidence)));
  }
  return signs;
}

}  // namespace chowki::associate
