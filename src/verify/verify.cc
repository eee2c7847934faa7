#include "verify/verify.h"

#include <algorithm>
#include <exception>

#include "base/status.h"
#include "verify/outcome.h"

namespace chowki::verify {
namespace {

// The door through which OpenCV's exceptions and bad_alloc are caught.
std::vector<Finding> Perform(const Check& check, const Exhibit& exhibit) {
  try {
    return check.perform(exhibit);
  } catch (const std::exception&) {
    return {Aborted(kCheckBroke)};
  }
}

bool IsMissing(const Finding& finding) {
  return finding.outcome == Outcome::kNotPerformed || finding.outcome == Outcome::kAborted;
}

}  // namespace

std::vector<Finding> Verify(const Exhibit& exhibit) { return Verify(exhibit, Catalogue()); }

std::vector<Finding> Verify(const Exhibit& exhibit, std::span<const CatalogueEntry> checks) {
  CHOWKI_CHECK(exhibit.transcript != nullptr);
  std::vector<Finding> findings;
  for (const CatalogueEntry& entry : checks) {
    for (Finding& finding : Perform(*entry.check, exhibit)) {
      finding.check = entry.id;
      finding.generic_id = entry.generic_id;
      finding.silent = entry.silent;
      if (entry.mandatory && IsMissing(finding)) {
        finding.contributes = std::max(finding.contributes, Contribution::kAttention);
      }
      findings.push_back(std::move(finding));
    }
  }
  return findings;
}

}  // namespace chowki::verify
