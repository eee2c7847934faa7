#include "verify/mrz_print.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "verify/cells.h"
#include "verify/check.h"
#include "verify/outcome.h"
#include "verify/percentile.h"

namespace chowki::verify {
namespace {

constexpr std::string_view kFont = "font_differs";
constexpr std::string_view kPitch = "pitch_differs";
constexpr std::string_view kDisplaced = "characters_displaced";
constexpr std::string_view kTooLittle = "too_little_print";
constexpr std::string_view kNoMrz = "no_mrz";
constexpr std::string_view kNoVisible = "no_visible_image";
constexpr std::string_view kReasons[] = {kFont, kPitch, kDisplaced, kTooLittle, kNoMrz, kNoVisible};

// Conformity with OCR-B. On the development corpus's scans and on specimens, also made coarser,
// softer and noisier: OCR-B 0.936 and more, sixteen other faces 0.924 and less.
constexpr double kConformsAbove = 0.92;
// The same where the print is coarser than kFinePitchPx: camera frames of paper copies have 0.89
// and more there, and other faces are no longer surely told.
constexpr double kConformsCoarseAbove = 0.87;

// How far the pitch, by the reader's resolution, may be off the standard's 2.54 mm. Files often
// claim a resolution that is not theirs: then the characters' size is off as much as the pitch, and
// nothing follows. Beyond the second limit no printer is at fault but the claim.
constexpr double kPitchMm = 2.54;
constexpr double kPitchOff = 0.025;
constexpr double kClaimWrong = 0.15;
constexpr double kSizeOffLess =
    0.6;  // of what the pitch is off; bold strokes make characters larger

// A printer that is off is off with many characters: one says something where it is off so many
// times what the others are, or the least that a picture lets be measured: half a pixel. An eighth
// of a zone may be altered without counting as the others. Of 550 genuine specimens one had 2.7,
// one 2.5; scans of the development corpus 2.3 at most, a page in it that was drawn and edited 2.7.
constexpr double kOthers = 0.85;  // percentile
constexpr double kLeastOffMm = 0.045;
constexpr double kTimesOthers = 2.8;
constexpr double kMisfitMm = 0.33;  // as far as shapes are looked for: something lies over the zone
constexpr double kFinePitchPx = 20;  // coarser pictures are not measured as finely
// Printers draw these in their own ways, beside the standard's place, or the shape finds no hold:
// they are held against others of their kind or not at all.
constexpr std::string_view kOwnWays = "17IJLPX";

Finding Suspicious(const Exhibit& exhibit, std::string_view reason, double value,
                   double threshold) {
  Finding finding = Undetermined(reason, Contribution::kAttention, kStrong);
  finding.value = value;
  finding.threshold = threshold;
  finding.evidence.push_back({capture::Light::kVisible, exhibit.transcript->mrz.region, "", ""});
  return finding;
}

// The pitch in mm by the resolution that the reader states; 0 where that is not to be relied on.
double WrongPitch(const Exhibit& exhibit, const MrzPrint& print) {
  const auto ppi = exhibit.visible->ppi();
  if (!ppi) return 0;
  const double pitch = print.pitch_px / *ppi * 25.4;
  const double off = pitch / kPitchMm - 1;
  if (std::abs(off) < kPitchOff || std::abs(off) > kClaimWrong) return 0;
  const double size = (print.look.width + print.look.height) / 2 * pitch / kPitchMm;
  return std::abs(size - 1) < kSizeOffLess * std::abs(off) ? pitch : 0;
}

double OffMm(const PrintedCharacter& character) {
  return std::hypot(character.right_mm, character.below_mm);
}

// How far the character is off its place, and off where others of its kind stand, if there are two.
double OffOthersMm(const MrzPrint& print, const PrintedCharacter& character) {
  std::vector<double> right;
  std::vector<double> below;
  for (const PrintedCharacter& other : print.characters) {
    if (&other == &character || other.character != character.character) continue;
    right.push_back(other.right_mm);
    below.push_back(other.below_mm);
  }
  if (right.size() < 2)
    return kOwnWays.find(character.character) != std::string_view::npos ? 0 : OffMm(character);
  return std::min(OffMm(character), std::hypot(character.right_mm - Nth(right, 0.5),
                                               character.below_mm - Nth(below, 0.5)));
}

// Characters that stand beside their places while the others keep theirs were printed at another
// time, over scraped or covered ones.
std::optional<Finding> Displaced(const Exhibit& exhibit, const MrzPrint& print) {
  if (print.pitch_px < kFinePitchPx) return std::nullopt;
  std::vector<double> off;
  for (const PrintedCharacter& character : print.characters) off.push_back(OffMm(character));
  const double least = std::max(kLeastOffMm, kPitchMm / print.pitch_px / 2);
  const double limit = kTimesOthers * std::max(least, Nth(off, kOthers));
  Finding finding = Undetermined(kDisplaced, Contribution::kAttention, kModerate);
  finding.value = 0;
  finding.threshold = limit;
  for (const PrintedCharacter& character : print.characters) {
    const double off_mm = OffOthersMm(print, character);
    if (off_mm > kMisfitMm) return std::nullopt;
    if (off_mm < limit) continue;
    finding.value = std::max(*finding.value, off_mm);
    finding.evidence.push_back(EvidenceOf(exhibit.transcript->mrz,
                                          {character.line, character.column, 1}, "",
                                          std::string(1, character.character)));
  }
  if (finding.evidence.empty()) return std::nullopt;
  return finding;
}

// An MRZ is printed in OCR-B, ten characters to the inch (Doc 9303-3, 4.4); who prints one at home
// takes what font there is. Old documents and small printers are not all of the standard's shape: a
// reason to look.
std::vector<Finding> Perform(const Exhibit& exhibit) {
  const read::MrzReading& mrz = exhibit.transcript->mrz;
  if (exhibit.visible == nullptr) return {NotPerformed(kNoVisible)};
  if (exhibit.record == nullptr || mrz.glyphs.empty()) return {NotPerformed(kNoMrz)};
  const auto print = MeasureMrzPrint(*exhibit.visible, mrz);
  if (!print) return {NotPerformed(kTooLittle)};

  const double conforms_above =
      print->pitch_px < kFinePitchPx ? kConformsCoarseAbove : kConformsAbove;
  if (print->conformity < conforms_above) {
    return {Suspicious(exhibit, kFont, print->conformity, conforms_above)};
  }
  std::vector<Finding> findings;
  if (const double pitch = WrongPitch(exhibit, *print); pitch > 0) {
    findings.push_back(Suspicious(exhibit, kPitch, pitch, kPitchMm));
  }
  if (auto displaced = Displaced(exhibit, *print)) findings.push_back(*std::move(displaced));
  if (findings.empty()) {
    findings.push_back(Successful());
    findings.back().value = print->conformity;
    findings.back().threshold = conforms_above;
  }
  return findings;
}

}  // namespace

extern const Check kMrzPrint;
constinit const Check kMrzPrint{&Perform, kReasons};

}  // namespace chowki::verify
