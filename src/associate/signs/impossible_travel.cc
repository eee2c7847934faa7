#include <chrono>

#include "associate/case.h"

namespace chowki::associate {

std::vector<Sign> ImpossibleTravel(const Case& one);

// One document at two posts sooner than anybody gets from one to the other.
std::vector<Sign> ImpossibleTravel(const Case& one) {
  std::vector<Sign> signs;
  for (size_t i = 0; i < one.travellers().size(); ++i) {
    const Traveller& traveller = one.travellers()[i];
    if (!traveller.number_checked) continue;
    std::vector<std::string> evidence;
    for (const Sighting& sighting : one.past.sightings) {
      if (sighting.traveller != i || sighting.link != Link::kDocument) continue;
      const auto shortest =
          one.setting.travel_times.Between(traveller.passage.post, sighting.crossing.post);
      // Times are remembered by the minute: one more for the cut.
      if (shortest && std::chrono::abs(traveller.passage.time - TimeOf(sighting.crossing)) +
                              std::chrono::minutes(1) <
                          *shortest) {
        evidence.push_back(sighting.crossing.screening);
      }
    }
    if (evidence.empty()) continue;
    signs.push_back(MakeSign("impossible_travel", {traveller.screening}, std::move(evidence)));
  }
  return signs;
}

}  // namespace chowki::associate
