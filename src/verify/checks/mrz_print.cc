#include "verify/mrz_print.h"

#include <cmath>

#include "verify/check.h"
#include "verify/outcome.h"

namespace chowki::verify {
namespace {

constexpr std::string_view kFont = "font_differs";
constexpr std::string_view kPitch = "pitch_differs";
constexpr std::string_view kTooLittle = "too_little_print";
constexpr std::string_view kNoMrz = "no_mrz";
constexpr std::string_view kNoVisible = "no_visible_image";
constexpr std::string_view kReasons[] = {kFont, kPitch, kTooLittle, kNoMrz, kNoVisible};

// Conformity with OCR-B. On the development corpus's scans and on specimens, also made coarser,
// softer and noisier: OCR-B 0.936 and more, sixteen other faces 0.924 and less.
constexpr double kConformsAbove = 0.92;

// How far the pitch, by the reader's resolution, may be off the standard's 2.54 mm. Files often
// claim a resolution that is not theirs: then the characters' size is off as much as the pitch, and
// nothing follows. Beyond the second limit no printer is at fault but the claim.
constexpr double kPitchMm = 2.54;
constexpr double kPitchOff = 0.025;
constexpr double kClaimWrong = 0.15;
constexpr double kSizeOffLess =
    0.6;  // of what the pitch is off; bold strokes make characters larger

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

// An MRZ is printed in OCR-B, ten characters to the inch (Doc 9303-3, 4.4); who prints one at home
// takes what font there is. Old documents and small printers are not all of the standard's shape: a
// reason to look.
std::vector<Finding> Perform(const Exhibit& exhibit) {
  const read::MrzReading& mrz = exhibit.transcript->mrz;
  if (exhibit.visible == nullptr) return {NotPerformed(kNoVisible)};
  if (exhibit.record == nullptr || mrz.glyphs.empty()) return {NotPerformed(kNoMrz)};
  const auto print = MeasureMrzPrint(*exhibit.visible, mrz);
  if (!print) return {NotPerformed(kTooLittle)};

  if (print->conformity < kConformsAbove) {
    return {Suspicious(exhibit, kFont, print->conformity, kConformsAbove)};
  }
  std::vector<Finding> findings;
  if (const double pitch = WrongPitch(exhibit, *print); pitch > 0) {
    findings.push_back(Suspicious(exhibit, kPitch, pitch, kPitchMm));
  }
  if (findings.empty()) {
    findings.push_back(Successful());
    findings.back().value = print->conformity;
    findings.back().threshold = kConformsAbove;
  }
  return findings;
}

}  // namespace

extern const Check kMrzPrint;
constinit const Check kMrzPrint{&Perform, kReasons};

}  // namespace chowki::verify
