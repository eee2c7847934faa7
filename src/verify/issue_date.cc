#include "verify/issue_date.h"

namespace chowki::verify {

// A date of issue below this may have been misread; without a second place it has 0.9 at most.
constexpr double kRead = 0.75;

std::optional<IssueDate> FindIssueDate(const Exhibit& exhibit) {
  const auto& visual = exhibit.transcript->visual;
  const auto found = visual.find("issue_date");
  if (found == visual.end() || found->second.confidence < kRead) return std::nullopt;
  const auto day = ParseIsoDate(found->second.value);
  if (!day.ok()) return std::nullopt;
  return IssueDate{*day, found->second.value, found->second.region};
}

}  // namespace chowki::verify
