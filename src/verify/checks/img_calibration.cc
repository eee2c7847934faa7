#include "verify/check.h"
#include "verify/outcome.h"

namespace chowki::verify {
namespace {

constexpr std::string_view kOld = "calibration_old";
constexpr std::string_view kInFuture = "calibration_in_future";
constexpr std::string_view kLightMissing = "light_not_calibrated";
constexpr std::string_view kNone = "not_calibrated";
constexpr std::string_view kReasons[] = {kOld, kInFuture, kLightMissing, kNone};

// Lamps fade. An old calibration is still nearer to the truth than none, and says nothing against a
// document.
std::vector<Finding> Perform(const Exhibit& exhibit) {
  const auto& [calibration, oldest_days] = exhibit.calibration;
  if (calibration == nullptr) return {NotPerformed(kNone)};
  const int age = AgeDays(*calibration, exhibit.today);
  const ReaderLevels& levels = calibration->levels;
  Finding finding = Successful();
  if (age > oldest_days) {
    finding = Undetermined(kOld, Contribution::kClear, kNothing);
  } else if (age < 0) {
    finding = Undetermined(kInFuture, Contribution::kClear, kNothing);
  } else if ((exhibit.ultraviolet != nullptr && !levels.ultraviolet) ||
             (exhibit.infrared != nullptr && !levels.infrared)) {
    finding = Undetermined(kLightMissing, Contribution::kClear, kNothing);
  }
  finding.value = age;
  finding.threshold = oldest_days;
  return {finding};
}

}  // namespace

extern const Check kImgCalibration;
constinit const Check kImgCalibration{&Perform, kReasons};

}  // namespace chowki::verify
