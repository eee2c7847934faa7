#include "associate/case.h"

namespace chowki::associate {

std::vector<Sign> DocumentTwoIdentities(const Case& one);

// One document number that was seen with another name or date of birth. Only where the number's
// check digit holds, and the name has not merely changed: a surname of before is still a person.
std::vector<Sign> DocumentTwoIdentities(const Case& one) {
  std::vector<Sign> signs;
  for (size_t i = 0; i < one.travellers().size(); ++i) {
    const Traveller& traveller = one.travellers()[i];
    if (!traveller.number_checked || IdentityText(traveller).empty()) continue;
    std::vector<std::string> evidence;
    for (const Sighting& sighting : one.past.sightings) {
      if (sighting.traveller == i && sighting.link == Link::kDocument && sighting.same_document &&
          !sighting.same_identity && sighting.crossing.identity != 0) {
        evidence.push_back(sighting.crossing.screening);
      }
    }
    if (evidence.empty()) continue;
    signs.push_back(
        MakeSign("document_two_identities", {traveller.screening}, std::move(evidence)));
  }
  return signs;
}

}  // namespace chowki::associate
