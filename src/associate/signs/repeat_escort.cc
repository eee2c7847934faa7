#include <algorithm>

#include "associate/case.h"

namespace chowki::associate {

std::vector<Sign> RepeatEscort(const Case& one);

namespace {

constexpr double kOnceBefore = 0.5;  // of the points: a second time is less than a third

bool IsVulnerable(Age age) { return age != Age::kAdult; }

}  // namespace

// An adult who was seen in the same direction with children, or young adults, none of whom is here,
// and who has others with him now. Twice before counts in full.
std::vector<Sign> RepeatEscort(const Case& one) {
  std::vector<Sign> signs;
  for (size_t i = 0; i < one.travellers().size(); ++i) {
    const Traveller& adult = one.travellers()[i];
    if (AgeOf(adult) != Age::kAdult || one.IsAllowedEscort(adult)) continue;
    std::vector<std::string> people;
    for (const Traveller& other : one.travellers()) {
      if (&other != &adult && IsVulnerable(AgeOf(other))) people.push_back(other.screening);
    }
    if (people.empty()) continue;
    int before = 0;
    std::vector<std::string> evidence;
    for (const EarlierParty& party : one.past.parties) {
      if (party.traveller != i || party.crossing.direction != adult.passage.direction ||
          !party.crossing.declared) {
        continue;
      }
      std::vector<std::string> others;
      const bool somebody_is_here = std::ranges::any_of(
          party.companions, [](const Companion& companion) { return companion.here.has_value(); });
      for (const Companion& companion : party.companions) {
        if (IsVulnerable(companion.crossing.age)) others.push_back(companion.crossing.screening);
      }
      if (somebody_is_here || others.empty()) continue;
      ++before;
      std::ranges::move(others, std::back_inserter(evidence));
    }
    if (before == 0) continue;
    signs.push_back(MakeSign("repeat_escort", std::move(people), std::move(evidence),
                             before == 1 ? kOnceBefore : 1.0));
  }
  return signs;
}

}  // namespace chowki::associate
