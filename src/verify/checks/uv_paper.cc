#include <algorithm>

#include "verify/check.h"
#include "verify/glow.h"
#include "verify/outcome.h"

namespace chowki::verify {
namespace {

constexpr std::string_view kBright = "paper_bright";
constexpr std::string_view kTooDark = "too_dark";
constexpr std::string_view kNoUltraviolet = "no_ultraviolet_image";
constexpr std::string_view kNoPage = "no_page";
constexpr std::string_view kReasons[] = {kBright, kTooDark, kNoUltraviolet, kNoPage};

// Specimens: security paper 0.02 to 0.19 at any exposure, office paper 0.55 to 0.95 at a usual one.
constexpr double kSurelyBright = 0.4;
// With little exposure office paper is less bright, and still nearly as bright as the brightest
// thing on it.
constexpr double kRatherBright = 0.2;
constexpr double kEvenly = 0.6;
constexpr double kLeastInside = 0.5;

// Of a reader whose lamp or filter makes dull paper shine: as much again.
constexpr double kTimesDull = 1.5;

// Security paper has no optical brighteners, office paper has. Without the reader's calibration
// that is a reason to look and no proof; with it the check fails. Washed passports shine, too, so
// that it is attention and no referral.
std::vector<Finding> Perform(const Exhibit& exhibit) {
  if (exhibit.ultraviolet == nullptr) return {NotPerformed(kNoUltraviolet)};
  if (exhibit.ultraviolet_page.empty()) return {NotPerformed(kNoPage)};
  const Glow glow = MeasureGlow(exhibit);
  if (glow.inside < kLeastInside) return {NotPerformed(kNoPage)};
  const Exposure exposure = ExposureOf(exhibit);
  const double rather = std::max(kRatherBright, kTimesDull * exposure.dull_paper);
  Finding finding = Successful();
  finding.threshold = kSurelyBright;
  const bool surely = glow.page > kSurelyBright;
  if (surely || (glow.page > rather && glow.page > kEvenly * glow.brightest)) {
    finding = exposure.ultraviolet_known && surely
                  ? Failed(kBright, Contribution::kAttention, kStrong)
                  : Undetermined(kBright, Contribution::kAttention, kStrong);
    finding.threshold = surely ? kSurelyBright : rather;
    finding.evidence.push_back({capture::Light::kUltraviolet,
                                exhibit.ultraviolet_page.ToRegion(exhibit.ultraviolet_page.AllMm()),
                                "", ""});
  } else if (glow.brightest < kTooDarkBelow) {
    finding = Undetermined(kTooDark, Contribution::kClear, kNothing);
    finding.threshold = kTooDarkBelow;
  }
  finding.value = finding.reason == kTooDark ? glow.brightest : glow.page;
  return {finding};
}

}  // namespace

extern const Check kUvPaper;
constinit const Check kUvPaper{&Perform, kReasons};

}  // namespace chowki::verify
