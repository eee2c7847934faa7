#include "associate/case.h"

namespace chowki::associate {

std::vector<Sign> IdenticalPage(const Case& one);

// The same source of a page behind another document or another person.
std::vector<Sign> IdenticalPage(const Case& one) {
  std::vector<Sign> signs;
  for (size_t i = 0; i < one.travellers().size(); ++i) {
    const Traveller& traveller = one.travellers()[i];
    std::vector<std::string> evidence;
    for (const Sighting& sighting : one.past.sightings) {
      if (sighting.traveller == i && sighting.link == Link::kPage &&
          !(sighting.same_document && sighting.same_identity)) {
        evidence.push_back(sighting.crossing.screening);
      }
    }
    for (size_t k = 0; k < i; ++k) {
      const Traveller& other = one.travellers()[k];
      if (traveller.page && traveller.page == other.page &&
          DocumentText(traveller) != DocumentText(other)) {
        evidence.push_back(other.screening);
      }
    }
    if (evidence.empty()) continue;
    signs.push_back(MakeSign("identical_page", {traveller.screening}, std::move(evidence)));
  }
  return signs;
}

}  // namespace chowki::associate
