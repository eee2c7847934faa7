#include <algorithm>

#include "associate/case.h"

namespace chowki::associate {

std::vector<Sign> AdultChildPair(const Case& one);

// A child with adults with none of whom it shares a word of the names.
std::vector<Sign> AdultChildPair(const Case& one) {
  const auto adults = one.Adults();
  if (adults.empty()) return {};
  std::vector<std::string> people;
  for (const Traveller* child : one.Children()) {
    if (std::ranges::none_of(adults,
                             [&](const Traveller* adult) { return ShareName(*child, *adult); })) {
      people.push_back(child->screening);
    }
  }
  if (people.empty()) return {};
  return {MakeSign("adult_child_pair", std::move(people))};
}

}  // namespace chowki::associate
