#include <algorithm>

#include "verify/check.h"
#include "verify/glow.h"
#include "verify/outcome.h"

namespace chowki::verify {
namespace {

constexpr std::string_view kRectangle = "bright_rectangle";
constexpr std::string_view kTooDark = "too_dark";
constexpr std::string_view kNoUltraviolet = "no_ultraviolet_image";
constexpr std::string_view kNoPage = "no_page";
constexpr std::string_view kReasons[] = {kRectangle, kTooDark, kNoUltraviolet, kNoPage};

// A photograph or a foil under or over it, as against the page's median.
constexpr double kTimesPage = 1.5;
constexpr double kAbovePage = 0.06;
constexpr double kLeastMm = 15;    // of its shorter side
constexpr double kLeastMm2 = 300;  // portraits have 600 and more
constexpr double kLongest = 1.8;   // times the shorter side; a strip is no photograph
constexpr double kFilling =
    0.88;  // specimens: rectangles 0.91 and more, printed suns 0.82 and less
constexpr double kMostOfPage = 0.6;  // a page that shines as a whole is uv.paper's to tell

bool IsPhotograph(const BrightArea& area, double page_mm2) {
  const double shorter = std::min(area.box_mm.width, area.box_mm.height);
  const double longer = std::max(area.box_mm.width, area.box_mm.height);
  return area.filling >= kFilling && shorter >= kLeastMm && longer <= kLongest * shorter &&
         shorter * longer < kMostOfPage * page_mm2;
}

// Photo paper and foils have brighteners that the page under them has not. The area is looked for
// anywhere, since portraits stand where their issuers put them.
std::vector<Finding> Perform(const Exhibit& exhibit) {
  if (exhibit.ultraviolet == nullptr) return {NotPerformed(kNoUltraviolet)};
  const PageView& view = exhibit.ultraviolet_page;
  if (view.empty()) return {NotPerformed(kNoPage)};
  const Glow glow = MeasureGlow(exhibit);
  const double limit =
      kTimesPage * glow.page + std::max(kAbovePage, ExposureOf(exhibit).ultraviolet_steps);
  const Rect page = view.AllMm();
  Finding finding = Successful();
  for (const BrightArea& area : BrightAreas(exhibit, limit, kLeastMm2)) {
    if (!IsPhotograph(area, page.width * page.height)) continue;
    if (finding.evidence.empty()) {
      finding = Undetermined(kRectangle, Contribution::kAttention, kStrong);
      finding.value = area.brightness;
    }
    finding.evidence.push_back({capture::Light::kUltraviolet, view.ToRegion(area.box_mm), "", ""});
  }
  if (finding.evidence.empty() && glow.brightest < kTooDarkBelow) {
    finding = Undetermined(kTooDark, Contribution::kClear, kNothing);
    finding.value = glow.brightest;
  }
  finding.threshold = finding.reason == kTooDark ? kTooDarkBelow : limit;
  return {finding};
}

}  // namespace

extern const Check kUvPhoto;
constinit const Check kUvPhoto{&Perform, kReasons};

}  // namespace chowki::verify
