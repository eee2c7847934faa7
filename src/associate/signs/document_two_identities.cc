#include "associate/case.h"

namespace chowki::associate {

std::vector<Sign> DocumentTwoIdentities(const Case& one);

namespace {

constexpr double kOfOneName = 0.5;  // misread, or a date put right, most likely

}  // namespace

// One document number that was seen with another name or date of birth. Only where the number's
// check digit holds; within one surname half as strong.
std::vector<Sign> DocumentTwoIdentities(const Case& one) {
  std::vector<Sign> signs;
  for (size_t i = 0; i < one.travellers().size(); ++i) {
    const Traveller& traveller = one.travellers()[i];
    if (!traveller.number_checked || IdentityText(traveller).empty()) continue;
    std::vector<std::string> evidence;
    bool of_one_name = true;
    for (const Sighting& sighting : one.past.sightings) {
      if (sighting.traveller == i && sighting.link == Link::kDocument && sighting.same_document &&
          !sighting.same_identity && sighting.crossing.identity != 0) {
        evidence.push_back(sighting.crossing.screening);
        of_one_name = of_one_name && sighting.same_surname;
      }
    }
    if (evidence.empty()) continue;
    signs.push_back(MakeSign("document_two_identities", one.WithChildren(traveller),
                             std::move(evidence), of_one_name ? kOfOneName : 1.0));
  }
  return signs;
}

}  // namespace chowki::associate
