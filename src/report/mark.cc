#include "report/mark.h"

#include <algorithm>

namespace chowki::report {
namespace {

bool DeservesALook(const verify::Finding& finding) {
  return !finding.silent && (finding.contributes != verify::Contribution::kClear ||
                             finding.outcome == verify::Outcome::kFailed ||
                             finding.outcome == verify::Outcome::kUndetermined);
}

}  // namespace

std::vector<Mark> MarksOf(const std::vector<verify::Finding>& findings) {
  std::vector<Mark> marks;
  for (const verify::Finding& finding : findings) {
    if (DeservesALook(finding)) marks.push_back({0, &finding});
  }
  std::ranges::stable_sort(marks, std::ranges::greater{},
                           [](const Mark& mark) { return mark.finding->contributes; });
  for (size_t i = 0; i < marks.size(); ++i) marks[i].number = static_cast<int>(i) + 1;
  return marks;
}

std::optional<int> NumberOf(const std::vector<Mark>& marks, const verify::Finding& finding) {
  const auto found = std::ranges::find(marks, &finding, &Mark::finding);
  if (found == marks.end()) return std::nullopt;
  return found->number;
}

}  // namespace chowki::report
