#include "verify/check.h"
#include "verify/outcome.h"

namespace chowki::verify {
namespace {

// One way in which an image can be poor.
struct Limit {
  std::string_view reason;
  double capture::Quality::*measure;
  double threshold;
  bool poor_above;  // else poor below
};

// Set outside of what 110 legible scans and camera frames of documents had: sharpness 91 to 17,666,
// brightness 0.26 to 0.96, contrast 0.30 to 1, saturated share up to 0.93 (white margins).
constexpr Limit kLimits[] = {
    {"blurred", &capture::Quality::sharpness, 50, false},
    {"too_dark", &capture::Quality::mean_brightness, 0.15, false},
    {"low_contrast", &capture::Quality::contrast, 0.2, false},
    {"too_bright", &capture::Quality::saturated_share, 0.97, true},
};

// Readers must have 385 ppi (Doc 9303-2, appendix B); the estimate by the pitch of the MRZ is off
// by up to 5 %.
constexpr double kLeastPpi = 385 * 0.95;
constexpr std::string_view kLowResolution = "low_resolution";
constexpr std::string_view kNoImage = "no_visible_image";
constexpr std::string_view kReasons[] = {kLimits[0].reason, kLimits[1].reason, kLimits[2].reason,
                                         kLimits[3].reason, kLowResolution,    kNoImage};

// Never red and no accusation: tells why other checks could not see enough. Where the MRZ was read
// with certainty all the same, a poor image asks for nothing.
std::vector<Finding> Perform(const Exhibit& exhibit) {
  if (exhibit.quality == nullptr) return {NotPerformed(kNoImage)};
  const read::MrzReading& mrz = exhibit.transcript->mrz;
  std::vector<Finding> findings;
  const auto add = [&](std::string_view reason, double value, double threshold) {
    findings.push_back(Undetermined(
        reason, mrz.certain ? Contribution::kClear : Contribution::kAttention, kNothing));
    findings.back().value = value;
    findings.back().threshold = threshold;
  };
  for (const auto& [reason, measure, threshold, poor_above] : kLimits) {
    const double value = exhibit.quality->*measure;
    if (poor_above ? value > threshold : value < threshold) add(reason, value, threshold);
  }
  if (mrz.ppi > 0 && mrz.ppi < kLeastPpi) add(kLowResolution, mrz.ppi, kLeastPpi);
  if (findings.empty()) findings.push_back(Successful());
  return findings;
}

}  // namespace

extern const Check kImgQuality;
constinit const Check kImgQuality{&Perform, kReasons};

}  // namespace chowki::verify
