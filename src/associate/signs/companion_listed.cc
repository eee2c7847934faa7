#include <algorithm>

#include "associate/case.h"

namespace chowki::associate {

std::vector<Sign> CompanionListed(const Case& one);

namespace {

bool IsListed(const Traveller& traveller) {
  return std::ranges::any_of(traveller.matches, [](const identify::Match& match) {
    return match.alert && match.kind == identify::MatchKind::kSuspect &&
           match.band != identify::Band::kPossible;
  });
}

}  // namespace

// A child or young adult with somebody who is on a list of suspects.
std::vector<Sign> CompanionListed(const Case& one) {
  std::vector<std::string> people;
  bool listed = false;
  for (const Traveller& traveller : one.travellers()) {
    if (IsListed(traveller)) {
      listed = true;
    } else if (AgeOf(traveller) != Age::kAdult) {
      people.push_back(traveller.screening);
    }
  }
  if (!listed || people.empty()) return {};
  return {MakeSign("companion_listed", std::move(people))};
}

}  // namespace chowki::associate
