#include <algorithm>
#include <array>
#include <vector>

#include "icao/mrz_check.h"
#include "verify/cells.h"
#include "verify/check.h"
#include "verify/mrz_in_light.h"
#include "verify/outcome.h"

namespace chowki::verify {
namespace {

constexpr std::string_view kInvisible = "mrz_invisible";
constexpr std::string_view kWeak = "mrz_weak";
constexpr std::string_view kVanish = "characters_vanish";
constexpr std::string_view kDiffer = "characters_differ";
constexpr std::string_view kNotRecognised = "mrz_not_recognised";
constexpr std::string_view kTooDark = "too_dark";
constexpr std::string_view kTooCoarse = "too_coarse";
constexpr std::string_view kNoInfrared = "no_infrared_image";
constexpr std::string_view kNoMrz = "no_mrz";
constexpr std::string_view kReasons[] = {
    kInvisible, kWeak, kVanish, kDiffer, kNotRecognised, kTooDark, kTooCoarse, kNoInfrared, kNoMrz};

// Contrast in infrared as a share of the visible one. On specimens: carbon 0.85 and more, each
// character of it; dyes 0.05 and less; the black of a colour copier 0.7 to 0.9.
constexpr double kWeakBelow = 0.6;
constexpr double kInvisibleBelow = 0.3;
constexpr double kVanishesBelow = 0.5;  // of the zone's median
constexpr double kSurelyGoneBelow = 0.3;

// Correlation of a character's shape in both lights. On specimens: the same character 0.89 and more
// when it is there at all, another one 0.46 and less.
constexpr double kOtherShapeBelow = 0.75;
constexpr double kSurelyOtherBelow = 0.5;

constexpr double kDarkPaper = 0.15;      // brightness; specimens have 0.7 and more, a screen 0.05
constexpr double kSomethingThere = 0.3;  // contrast
constexpr double kZoneLikeness = 0.4;
constexpr size_t kFewCells = 10;

Finding OfZone(const Exhibit& exhibit, Finding finding, double value, double threshold) {
  finding.value = value;
  finding.threshold = threshold;
  finding.evidence.push_back({capture::Light::kInfrared, exhibit.transcript->mrz.region, "", ""});
  return finding;
}

// Characters of one kind of fault; none of them when they were not surely read by day.
class Faults {
 public:
  Faults(const Exhibit& exhibit, std::string_view reason, double threshold)
      : exhibit_(exhibit), reason_(reason), threshold_(threshold) {}

  void Add(const CellInLight& cell, double value, bool certain) {
    const read::MrzReading& mrz = exhibit_.transcript->mrz;
    const icao::Span at = {cell.line, cell.column, 1};
    if (ConfidenceOf(mrz, std::array{at}) < kDoubtfulBelow) return;
    const std::string printed(icao::TextOf(mrz.lines, at));
    evidence_.push_back({capture::Light::kInfrared, RegionOf(mrz, at), printed, ""});
    least_ = std::min(least_, value);
    certain_ |= certain;
  }

  void Tell(std::vector<Finding>& findings) && {
    if (evidence_.empty()) return;
    findings.push_back(certain_ ? Failed(reason_, Contribution::kRefer, kNearProof)
                                : Undetermined(reason_, Contribution::kAttention, kModerate));
    findings.back().value = least_;
    findings.back().threshold = threshold_;
    findings.back().evidence = std::move(evidence_);
  }

 private:
  const Exhibit& exhibit_;
  std::string_view reason_;
  double threshold_;
  double least_ = 1;
  bool certain_ = false;
  std::vector<Evidence> evidence_;
};

// An MRZ is printed so that readers see it at 850 to 950 nm (Doc 9303-3, 4.11), which takes carbon;
// a home printer's dye is not there, and what it was printed over is.
std::vector<Finding> Perform(const Exhibit& exhibit) {
  const read::MrzReading& mrz = exhibit.transcript->mrz;
  if (exhibit.infrared == nullptr) return {NotPerformed(kNoInfrared)};
  if (exhibit.record == nullptr || mrz.glyphs.empty()) return {NotPerformed(kNoMrz)};
  const auto seen = LookAtMrz(*exhibit.visible, *exhibit.infrared, mrz);
  if (!seen || seen->cells.size() < kFewCells) return {NotPerformed(kTooCoarse)};
  const Exposure exposure = ExposureOf(exhibit);
  const double dark = exposure.infrared_brightness * kDarkPaper;
  if (seen->paper < dark) {
    return {OfZone(exhibit, Undetermined(kTooDark, Contribution::kAttention, kModerate),
                   seen->paper, dark)};
  }

  // Of the contrast that carbon has in this reader's pictures.
  const double carbon = exposure.infrared_contrast;
  const double median = MedianShare(seen->cells) / carbon;
  if (median < kInvisibleBelow) {
    const bool nothing_there = seen->any_contrast < carbon * kSomethingThere;
    return {OfZone(exhibit,
                   nothing_there ? Failed(kInvisible, Contribution::kRefer, kNearProof)
                                 : Undetermined(kNotRecognised, Contribution::kAttention, kStrong),
                   median, kInvisibleBelow)};
  }
  if (seen->likeness < kZoneLikeness) {
    return {OfZone(exhibit, Undetermined(kNotRecognised, Contribution::kAttention, kStrong),
                   seen->likeness, kZoneLikeness)};
  }

  std::vector<Finding> findings;
  Faults vanish(exhibit, kVanish, kVanishesBelow);
  Faults differ(exhibit, kDiffer, kOtherShapeBelow);
  for (const CellInLight& cell : seen->cells) {
    const double share = Share(cell) / carbon / median;
    if (cell.likeness < kOtherShapeBelow) {
      differ.Add(cell, cell.likeness, cell.likeness < kSurelyOtherBelow);
    } else if (share < kVanishesBelow) {
      vanish.Add(cell, share, share < kSurelyGoneBelow);
    }
  }
  std::move(vanish).Tell(findings);
  std::move(differ).Tell(findings);
  if (median < kWeakBelow) {
    findings.push_back(OfZone(exhibit, Undetermined(kWeak, Contribution::kAttention, kModerate),
                              median, kWeakBelow));
  }
  if (findings.empty()) {
    findings.push_back(Successful());
    findings.back().value = median;
    findings.back().threshold = kWeakBelow;
  }
  return findings;
}

}  // namespace

extern const Check kIrMrz;
constinit const Check kIrMrz{&Perform, kReasons};

}  // namespace chowki::verify
