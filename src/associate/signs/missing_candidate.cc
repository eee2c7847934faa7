#include <algorithm>

#include "associate/case.h"

namespace chowki::associate {

std::vector<Sign> MissingCandidate(const Case& one);

// Who may be a missing person, or one whom others may harm.
std::vector<Sign> MissingCandidate(const Case& one) {
  std::vector<std::string> people;
  for (const Traveller& traveller : one.travellers()) {
    if (std::ranges::any_of(traveller.matches, [](const identify::Match& match) {
          return match.alert && (match.kind == identify::MatchKind::kMissing ||
                                 match.kind == identify::MatchKind::kAtRisk);
        })) {
      people.push_back(traveller.screening);
    }
  }
  if (people.empty()) return {};
  return {MakeSign("missing_candidate", std::move(people))};
}

}  // namespace chowki::associate
