#include <algorithm>
#include <cmath>
#include <utility>

#include "verify/check.h"
#include "verify/outcome.h"
#include "verify/page_model.h"
#include "verify/page_scan.h"
#include "verify/page_tiles.h"

namespace chowki::verify {
namespace {

constexpr std::string_view kPattern = "pattern_differs";
constexpr std::string_view kMrzMoved = "mrz_moved";
constexpr std::string_view kPortraitMoved = "portrait_moved";
constexpr std::string_view kColours = "colours_differ";
constexpr std::string_view kInfrared = "infrared_differs";
constexpr std::string_view kUltraviolet = "ultraviolet_differs";
constexpr std::string_view kUnknown = "unknown_model";
constexpr std::string_view kTooCoarse = "too_coarse";
constexpr std::string_view kCutOff = "page_cut_off";
constexpr std::string_view kNoModels = "no_models";
constexpr std::string_view kNoMrz = "no_mrz";
constexpr std::string_view kReasons[] = {kPattern,  kMrzMoved, kPortraitMoved, kColours,
                                         kInfrared, kUnknown,  kUltraviolet,   kTooCoarse,
                                         kCutOff,   kNoModels, kNoMrz};

constexpr double kLeastPpi = 140;  // 150 as an MRZ's pitch tells it, less its error
constexpr double kMmPerInch = 25.4;
// Shares of a page: stains, folds and overprints hide less of a genuine one.
constexpr double kLeastMatching = 0.45;
constexpr double kMostShadesOff = 0.4;
constexpr double kLeastSeen = 0.5;  // of the patterns: less is no page
constexpr std::size_t kMostEvidence = 4;

std::string_view ReasonOf(capture::Light light) {
  switch (light) {
    case capture::Light::kVisible:
      return kColours;
    case capture::Light::kInfrared:
      return kInfrared;
    case capture::Light::kUltraviolet:
      return kUltraviolet;
  }
  return kColours;
}

// What one model says against a page, leaving out what its genuine pages are known to give.
class Differences {
 public:
  Differences(const PageModel& model, const PageScan& scan) : model_(model), view_(scan.visible) {}

  void Add(std::string_view reason, double value, double threshold, capture::Light light,
           const std::vector<Rect>& places_mm) {
    if (std::ranges::find(model_.accepted, reason) != model_.accepted.end()) return;
    Finding finding = Undetermined(reason, Contribution::kAttention, kModerate);
    finding.value = value;
    finding.threshold = threshold;
    for (const Rect& place : places_mm) {
      if (finding.evidence.size() == kMostEvidence) break;
      finding.evidence.push_back({light, view_.ToRegion(place), model_.name, ""});
    }
    findings_.push_back(std::move(finding));
  }

  [[nodiscard]] std::vector<Finding> Take() { return std::move(findings_); }

 private:
  const PageModel& model_;
  const PageView& view_;
  std::vector<Finding> findings_;
};

std::vector<Finding> Judge(const PageModel& model, const PageScan& scan,
                           const PageComparison& comparison) {
  constexpr auto kVisible = capture::Light::kVisible;
  Differences differences(model, scan);
  const double matching = comparison.MatchingShare();
  if (matching < kLeastMatching) {
    differences.Add(kPattern, matching, kLeastMatching, kVisible, comparison.missing_mm);
    return differences.Take();  // the other places are counted from the pattern
  }
  const double moved = std::hypot(comparison.shift_mm.x, comparison.shift_mm.y);
  if (moved > model.print_tolerance_mm) {
    differences.Add(kMrzMoved, moved, model.print_tolerance_mm, kVisible, {});
  }
  if (comparison.portrait_off_mm && *comparison.portrait_off_mm > model.portrait_tolerance_mm) {
    constexpr double kHead = 20;  // mm around the middle of the face
    differences.Add(
        kPortraitMoved, *comparison.portrait_off_mm, model.portrait_tolerance_mm, kVisible,
        {{scan.portrait_mm->x - kHead / 2, scan.portrait_mm->y - kHead / 2, kHead, kHead}});
  }
  for (const PageComparison::Shades& shades : comparison.shades) {
    const double off = static_cast<double>(shades.off_mm.size()) / shades.seen;
    if (off > kMostShadesOff) {
      differences.Add(ReasonOf(shades.light), off, kMostShadesOff, shades.light, shades.off_mm);
    }
  }
  return differences.Take();
}

// A page that is like none of its state's models may be of one that nobody has learnt yet: a reason
// to look, and no more.
std::vector<Finding> Perform(const Exhibit& exhibit) {
  if (exhibit.models.empty()) return {NotSupported(kNoModels)};
  if (exhibit.record == nullptr || exhibit.page == nullptr || exhibit.visible == nullptr) {
    return {NotPerformed(kNoMrz)};
  }
  const auto models = ModelsOf(exhibit.models, *exhibit.record, exhibit.page->size);
  if (models.empty()) return {Undetermined(kUnknown, Contribution::kClear, kNothing)};
  if (PxPerMm(*exhibit.page) * kMmPerInch < kLeastPpi) return {NotPerformed(kTooCoarse)};
  const PageScan own = exhibit.scan != nullptr ? PageScan() : ScanOf(exhibit);
  const PageScan& scan = exhibit.scan != nullptr ? *exhibit.scan : own;
  const PageModel* likeliest = nullptr;
  PageComparison best;
  for (const PageModel* model : models) {
    PageComparison comparison = Compare(*model, scan);
    if (likeliest == nullptr || comparison.MatchingShare() > best.MatchingShare()) {
      likeliest = model;
      best = std::move(comparison);
    }
  }
  if (best.seen < kLeastSeen * static_cast<double>(likeliest->patterns.size())) {
    return {NotPerformed(kCutOff)};
  }
  std::vector<Finding> findings = Judge(*likeliest, scan, best);
  if (findings.empty()) {
    findings.push_back(Successful());
    findings.back().value = best.MatchingShare();
    findings.back().threshold = kLeastMatching;
  }
  return findings;
}

}  // namespace

extern const Check kDocModel;
constinit const Check kDocModel{&Perform, kReasons};

}  // namespace chowki::verify
