#include <algorithm>

#include "associate/case.h"

namespace chowki::associate {

std::vector<Sign> ForgedAndMinor(const Case& one);

// A document that failed a check, of a child or beside one.
std::vector<Sign> ForgedAndMinor(const Case& one) {
  const auto children = one.Children();
  if (children.empty() || std::ranges::none_of(one.travellers(), &Traveller::forged)) return {};
  return {MakeSign("forged_and_minor", ScreeningsOf(children))};
}

}  // namespace chowki::associate
