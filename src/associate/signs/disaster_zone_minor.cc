#include <algorithm>

#include "associate/case.h"

namespace chowki::associate {

std::vector<Sign> DisasterZoneMinor(const Case& one);

namespace {

constexpr double kOfOneName = 0.5;  // most families who leave are on no list of tracing

}  // namespace

// A child that leaves a declared zone with no adult whom family tracing has beside it; half as
// strong where it shares a name with one of its adults.
std::vector<Sign> DisasterZoneMinor(const Case& one) {
  for (const EmergencyProfile& emergency : one.setting.emergencies) {
    if (!Validate(emergency).ok() || !Covers(emergency, one.party.passage())) continue;
    std::vector<std::string> strangers;
    std::vector<std::string> kin;
    const auto adults = one.Adults();
    for (const Traveller* child : one.Children()) {
      if (std::ranges::none_of(adults, [&](const Traveller* adult) {
            return IsRegistered(emergency, *child, *adult);
          })) {
        const bool shares = std::ranges::any_of(
            adults, [&](const Traveller* adult) { return ShareName(*child, *adult); });
        (shares ? kin : strangers).push_back(child->screening);
      }
    }
    std::vector<Sign> signs;
    if (!strangers.empty()) {
      signs.push_back(MakeSign("disaster_zone_minor", std::move(strangers)));
    }
    if (!kin.empty()) {
      signs.push_back(MakeSign("disaster_zone_minor", std::move(kin), {}, kOfOneName));
    }
    if (!signs.empty()) return signs;
  }
  return {};
}

}  // namespace chowki::associate
