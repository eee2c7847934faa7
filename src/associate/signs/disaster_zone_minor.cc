#include <algorithm>

#include "associate/case.h"

namespace chowki::associate {

std::vector<Sign> DisasterZoneMinor(const Case& one);

// A child that leaves a declared zone with no adult whom family tracing has beside it.
std::vector<Sign> DisasterZoneMinor(const Case& one) {
  for (const EmergencyProfile& emergency : one.setting.emergencies) {
    if (!Validate(emergency).ok() || !Covers(emergency, one.party.passage())) continue;
    std::vector<std::string> people;
    const auto adults = one.Adults();
    for (const Traveller* child : one.Children()) {
      if (std::ranges::none_of(adults, [&](const Traveller* adult) {
            return IsRegistered(emergency, *child, *adult);
          })) {
        people.push_back(child->screening);
      }
    }
    if (!people.empty()) return {MakeSign("disaster_zone_minor", std::move(people))};
  }
  return {};
}

}  // namespace chowki::associate
