#include "verify/check.h"
#include "verify/outcome.h"

namespace chowki::verify {
namespace {

constexpr std::string_view kAbsent = "mrz_absent";
constexpr std::string_view kUnreadable = "mrz_unreadable";
constexpr std::string_view kNoImage = "no_visible_image";
constexpr std::string_view kReasons[] = {kAbsent, kUnreadable, kNoImage};

// A travel document has an MRZ; a page without one may be another page of it.
std::vector<Finding> Perform(const Exhibit& exhibit) {
  switch (exhibit.transcript->mrz.status) {
    case read::MrzStatus::kRead:
      return {Successful()};
    case read::MrzStatus::kUnreadable: {
      Finding finding = Undetermined(kUnreadable, Contribution::kAttention, kWeak);
      finding.evidence.push_back(
          {capture::Light::kVisible, exhibit.transcript->mrz.region, "", ""});
      return {finding};
    }
    case read::MrzStatus::kAbsent:
      break;
  }
  if (exhibit.visible == nullptr) return {NotPerformed(kNoImage)};
  return {Undetermined(kAbsent, Contribution::kAttention, kWeak)};
}

}  // namespace

extern const Check kMrzFound;
constinit const Check kMrzFound{&Perform, kReasons};

}  // namespace chowki::verify
