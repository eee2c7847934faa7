#include <algorithm>
#include <optional>

#include "locate/zones.h"
#include "verify/check.h"
#include "verify/outcome.h"
#include "verify/page_tiles.h"
#include "verify/tones.h"

namespace chowki::verify {
namespace {

constexpr std::string_view kGrainy = "grainy";
constexpr std::string_view kTooCoarse = "too_coarse";
constexpr std::string_view kNoPortrait = "no_portrait";
constexpr std::string_view kNoImage = "no_visible_image";
constexpr std::string_view kNoPage = "no_page";
constexpr std::string_view kReasons[] = {kGrainy, kTooCoarse, kNoPortrait, kNoImage, kNoPage};

// What every portrait of zone V covers, mm from the zone's upper left corner.
constexpr Rect kCovered = {9, 13, 19, 27};
constexpr double kLeastPpi = 230;  // 240 as estimated by an MRZ's pitch, less its error
constexpr double kMmPerInch = 25.4;
// Specimens with a sensor's noise of 5 levels 0.9 at most, faces printed over by ink jet 1.8 and
// more. A page that is as grainy all over has been copied, or is an old press's: no portrait's
// fault.
constexpr double kGrainyFrom = 1.5;
constexpr double kTimesPage = 1.6;
constexpr double kSmoothest = 0.02;  // of the patches: pages have few without lines
constexpr int kLeastPatches = 60;
constexpr int kTilePx = 32;
constexpr int kMostTiles = 80;

std::optional<Rect> CoveredByPortrait(locate::PageSize size) {
  for (const locate::Zone& zone : locate::ZonesOf(size)) {
    if (zone.kind != locate::ZoneKind::kPortrait) continue;
    return Rect{zone.rect_mm.x + kCovered.x, zone.rect_mm.y + kCovered.y, kCovered.width,
                kCovered.height};
  }
  return std::nullopt;
}

// A face that is printed over a washed one is put on with another machine than the page, and its
// grain shows even on an even background. Feathered edges do not hide it. Issuers who print
// portraits by ink jet exist, so that it is a reason to look and no more.
std::vector<Finding> Perform(const Exhibit& exhibit) {
  if (exhibit.visible == nullptr) return {NotPerformed(kNoImage)};
  if (exhibit.page == nullptr) return {NotPerformed(kNoPage)};
  const locate::Page& page = *exhibit.page;
  const auto covered = CoveredByPortrait(page.size);
  if (!covered) return {NotPerformed(kNoPortrait)};
  if (PxPerMm(page) * kMmPerInch < kLeastPpi) return {NotPerformed(kTooCoarse)};
  const auto grain_of = [&](const Quad& outline_px) {
    return MeasureGrain(exhibit.visible->pixels(),
                        TilesWithin(*exhibit.visible, outline_px, kTilePx, kMostTiles), kSmoothest);
  };
  const Quad region = locate::ToImage(page, *covered);
  const Grain portrait = grain_of(region);
  if (portrait.patches < kLeastPatches) return {NotPerformed(kNoPortrait)};
  const double limit = std::max(kGrainyFrom, kTimesPage * grain_of(page.outline_px).lightness);
  Finding finding = Successful();
  if (portrait.lightness >= limit) {
    finding = Undetermined(kGrainy, Contribution::kAttention, kModerate);
    finding.evidence.push_back(
        {capture::Light::kVisible, Relative(region, exhibit.visible->size_px()), "", ""});
  }
  finding.value = portrait.lightness;
  finding.threshold = limit;
  return {finding};
}

}  // namespace

extern const Check kVisPortrait;
constinit const Check kVisPortrait{&Perform, kReasons};

}  // namespace chowki::verify
