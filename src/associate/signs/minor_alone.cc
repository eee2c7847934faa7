#include "associate/case.h"

namespace chowki::associate {

std::vector<Sign> MinorAlone(const Case& one);

std::vector<Sign> MinorAlone(const Case& one) {
  const auto children = one.Children();
  if (children.empty() || !one.Adults().empty()) return {};
  return {MakeSign("minor_alone", ScreeningsOf(children))};
}

}  // namespace chowki::associate
