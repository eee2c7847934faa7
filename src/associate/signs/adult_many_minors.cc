#include <algorithm>

#include "associate/case.h"

namespace chowki::associate {

std::vector<Sign> AdultManyMinors(const Case& one);

namespace {

constexpr int kYoungestParent = 13;  // years between; reference: adult_many_minors

// How many years younger at least, by what is known of both dates.
bool MayBeParent(const Traveller& adult, const Traveller& child) {
  const auto birth = ToInterval(adult.birth);
  const auto later = ToInterval(child.birth);
  return !birth || !later || AddYears(birth->first, kYoungestParent) <= later->last;
}

}  // namespace

// One adult with two or more children with whom nothing links him: neither a name nor, for all of
// them, an age at which he can be their parent; and the children are not of one name either.
std::vector<Sign> AdultManyMinors(const Case& one) {
  const auto adults = one.Adults();
  if (adults.size() != 1 || one.IsAllowedEscort(*adults.front())) return {};
  std::vector<const Traveller*> strangers;
  for (const Traveller* child : one.Children()) {
    if (!ShareName(*adults.front(), *child) || !MayBeParent(*adults.front(), *child)) {
      strangers.push_back(child);
    }
  }
  if (strangers.size() < 2) return {};
  const bool siblings = std::ranges::all_of(
      strangers, [&](const Traveller* child) { return ShareName(*strangers.front(), *child); });
  if (siblings) return {};
  return {MakeSign("adult_many_minors", ScreeningsOf(strangers))};
}

}  // namespace chowki::associate
