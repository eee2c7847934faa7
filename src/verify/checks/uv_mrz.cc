#include <algorithm>

#include "verify/cells.h"
#include "verify/check.h"
#include "verify/glow.h"
#include "verify/outcome.h"

namespace chowki::verify {
namespace {

constexpr std::string_view kGlows = "mrz_glows";
constexpr std::string_view kPattern = "pattern_crosses";
constexpr std::string_view kTooDark = "too_dark";
constexpr std::string_view kNoUltraviolet = "no_ultraviolet_image";
constexpr std::string_view kNoPage = "no_page";
constexpr std::string_view kNoMrz = "no_mrz";
constexpr std::string_view kReasons[] = {kGlows,         kPattern, kTooDark,
                                         kNoUltraviolet, kNoPage,  kNoMrz};

// Brightness of a character's paper against the page's median. On specimens: untouched ones 1.1
// times that and less, scraped ones 1.4 times and more, tape 3 times and more.
constexpr double kTimesPage = 1.3;
constexpr double kAbovePage = 0.02;

// One finding's evidence: runs of characters that glow, line by line.
std::vector<Evidence> RunsOf(const Exhibit& exhibit, const std::vector<CellGlow>& glowing) {
  const read::MrzReading& mrz = exhibit.transcript->mrz;
  std::vector<Evidence> evidence;
  icao::Span run;
  const auto tell = [&] {
    if (run.length == 0) return;
    evidence.push_back({capture::Light::kUltraviolet, RegionOf(mrz, run), "", ""});
  };
  for (const CellGlow& cell : glowing) {
    if (run.length > 0 && cell.line == run.line && cell.column == run.column + run.length) {
      ++run.length;
      continue;
    }
    tell();
    run = {cell.line, cell.column, 1};
  }
  tell();
  return evidence;
}

// Glue, tape and a scraped surface shine where the untouched page is dull. Some issuers print
// fluorescent patterns over the zone: what reaches far beyond it is one of these, and what lies
// under it is not seen.
std::vector<Finding> Perform(const Exhibit& exhibit) {
  if (exhibit.ultraviolet == nullptr) return {NotPerformed(kNoUltraviolet)};
  if (exhibit.ultraviolet_page.empty()) return {NotPerformed(kNoPage)};
  const std::vector<CellGlow> cells = GlowOfMrz(exhibit);
  if (exhibit.record == nullptr || cells.empty()) return {NotPerformed(kNoMrz)};
  const Glow glow = MeasureGlow(exhibit);
  const Exposure exposure = ExposureOf(exhibit);
  const double limit = exposure.mrz_over_page * kTimesPage * glow.page +
                       std::max(kAbovePage, exposure.ultraviolet_steps);
  std::vector<CellGlow> glowing;
  double brightest = 0;
  for (const CellGlow& cell : cells) {
    brightest = std::max(brightest, cell.brightness);
    if (cell.brightness > limit) glowing.push_back(cell);
  }
  Finding finding = Successful();
  const std::vector<CellGlow> ending = EndingAroundMrz(exhibit, glowing, limit);
  if (!ending.empty()) {
    finding = Undetermined(kGlows, Contribution::kAttention, kStrong);
    finding.evidence = RunsOf(exhibit, ending);
  } else if (!glowing.empty()) {
    finding = Undetermined(kPattern, Contribution::kClear, kNothing);
    finding.evidence = RunsOf(exhibit, glowing);
  } else if (glow.brightest < kTooDarkBelow) {
    finding = Undetermined(kTooDark, Contribution::kClear, kNothing);
  }
  finding.value = brightest;
  finding.threshold = limit;
  return {finding};
}

}  // namespace

extern const Check kUvMrz;
constinit const Check kUvMrz{&Perform, kReasons};

}  // namespace chowki::verify
