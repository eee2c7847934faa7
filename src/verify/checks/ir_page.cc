#include <algorithm>
#include <cctype>

#include "verify/check.h"
#include "verify/infrared_page.h"
#include "verify/outcome.h"

namespace chowki::verify {
namespace {

constexpr std::string_view kStays = "ground_stays";
constexpr std::string_view kValue = "value_vanishes";
constexpr std::string_view kLetters = "letters_vanish";
constexpr std::string_view kNotAligned = "not_aligned";
constexpr std::string_view kTooDark = "too_dark";
constexpr std::string_view kNoneToCompare = "nothing_to_compare";
constexpr std::string_view kNoInfrared = "no_infrared_image";
constexpr std::string_view kNoPage = "no_page";
constexpr std::string_view kNoMrz = "no_mrz";
constexpr std::string_view kReasons[] = {
    kStays, kValue, kLetters, kNotAligned, kTooDark, kNoneToCompare, kNoInfrared, kNoPage, kNoMrz};

constexpr double kDarkPaper = 0.15;  // brightness
constexpr double kAligned = 0.6;     // likeness of the MRZ in both lights; specimens 0.83 and more

// What is left of the ground's contrast. Specimens: 0.2 and less of security inks, 0.86 and more of
// toner; a genuine passport of which much is meant to stay, 0.53.
constexpr double kStaysAbove = 0.75;
constexpr int kLeastPlaces = 15;

// What is left of a value's contrast, against the page's other values. Specimens: dyes 0.2 and
// less, of the same ink 0.7 and more.
constexpr double kVanishesBelow = 0.35;
constexpr double kOthersStay = 0.6;
constexpr size_t kLeastOthers = 3;
constexpr size_t kLeastLetters = 3;

// A stamp or a line that crosses a value is lighter or smaller than its letters.
constexpr double kAsDark = 0.8;
constexpr double kAsHigh = 0.75;
constexpr double kLetterLeft = 0.3;  // of its value's median

// Labels are printed with the page, and fade with it. No label has so many digits, and none says
// what the MRZ says.
bool IsNoLabel(const read::Reading<std::string>& reading) {
  constexpr int kLeastDigits = 4;
  constexpr double kBorneOut = 0.9;
  const auto digits = std::count_if(reading.raw.begin(), reading.raw.end(),
                                    [](unsigned char c) { return std::isdigit(c) != 0; });
  return digits >= kLeastDigits ||
         (reading.confidence >= kBorneOut && reading.raw.size() >= kLeastLetters);
}

template <typename Value>
double MedianKept(const std::vector<Value>& values) {
  std::vector<double> kept;
  for (const Value& value : values) kept.push_back(value.kept);
  const auto middle = kept.begin() + static_cast<std::ptrdiff_t>(kept.size() / 2);
  std::nth_element(kept.begin(), middle, kept.end());
  return *middle;
}

double MedianHeight(const std::vector<LetterInInfrared>& letters) {
  std::vector<double> heights;
  for (const LetterInInfrared& letter : letters) heights.push_back(letter.height_mm);
  const auto middle = heights.begin() + static_cast<std::ptrdiff_t>(heights.size() / 2);
  std::nth_element(heights.begin(), middle, heights.end());
  return *middle;
}

Evidence In(const Quad& region, std::string_view printed) {
  return {capture::Light::kInfrared, region, std::string(printed), ""};
}

Finding Told(std::string_view reason, double value, double threshold,
             std::vector<Evidence> evidence) {
  Finding finding = Undetermined(reason, Contribution::kAttention, kStrong);
  finding.value = value;
  finding.threshold = threshold;
  finding.evidence = std::move(evidence);
  return finding;
}

// Values that are there by day and not in infrared, while the others stay in both: the printer that
// personalises a document has one ink.
void TellValues(const Exhibit& exhibit, const InfraredPage& page, std::vector<Finding>& findings) {
  std::vector<ValueInInfrared> values;
  for (const ValueInInfrared& value : page.values) {
    if (IsNoLabel(exhibit.transcript->visual.at(value.field))) values.push_back(value);
  }
  const auto staying = std::count_if(values.begin(), values.end(),
                                     [](const auto& value) { return value.kept > kOthersStay; });
  if (staying < static_cast<std::ptrdiff_t>(kLeastOthers)) return;
  const double usual = MedianKept(values);
  if (usual < kOthersStay) return;

  std::vector<Evidence> vanished;
  std::vector<Evidence> letters;
  double least = 1;
  double least_letter = 1;
  for (const ValueInInfrared& value : values) {
    const std::string& raw = exhibit.transcript->visual.at(value.field).raw;
    if (value.kept < kVanishesBelow * usual) {
      vanished.push_back(In(value.region, raw));
      least = std::min(least, value.kept);
      continue;
    }
    if (value.letters.size() < kLeastLetters || value.kept < kOthersStay) continue;
    const double height = MedianHeight(value.letters);
    const double usual_letter = MedianKept(value.letters);
    for (const LetterInInfrared& letter : value.letters) {
      if (letter.kept > kLetterLeft * usual_letter || letter.darkness < kAsDark ||
          letter.height_mm < kAsHigh * height) {
        continue;
      }
      letters.push_back(In(letter.region, ""));
      least_letter = std::min(least_letter, letter.kept);
    }
  }
  if (!vanished.empty()) {
    findings.push_back(Told(kValue, least, kVanishesBelow * usual, std::move(vanished)));
  }
  if (!letters.empty()) {
    findings.push_back(Told(kLetters, least_letter, kLetterLeft, std::move(letters)));
  }
}

// Security inks are made to fade in infrared, the ink of the personal data to stay or to fade all
// alike. A page that is all toner, or a value in another ink, is a reason to look: issuers' inks
// differ, and no model of the document is asked.
std::vector<Finding> Perform(const Exhibit& exhibit) {
  if (exhibit.infrared == nullptr) return {NotPerformed(kNoInfrared)};
  if (exhibit.record == nullptr) return {NotPerformed(kNoMrz)};
  if (exhibit.page == nullptr) return {NotPerformed(kNoPage)};
  const auto page = LookAtPageInInfrared(exhibit);
  if (!page) return {NotPerformed(kNoPage)};
  const auto unseen = [](std::string_view reason, double value, double threshold) {
    Finding finding = Undetermined(reason, Contribution::kClear, kNothing);
    finding.value = value;
    finding.threshold = threshold;
    return std::vector{finding};
  };
  const double dark = ExposureOf(exhibit).infrared_brightness * kDarkPaper;
  if (page->paper < dark) return unseen(kTooDark, page->paper, dark);
  if (page->likeness < kAligned) return unseen(kNotAligned, page->likeness, kAligned);

  std::vector<Finding> findings;
  const bool ground = page->ground.places >= kLeastPlaces;
  if (ground && page->ground.kept > kStaysAbove) {
    const Quad& outline = exhibit.page->outline_px;
    findings.push_back(Told(kStays, page->ground.kept, kStaysAbove,
                            {In(Relative(outline, exhibit.visible->size_px()), "")}));
  }
  TellValues(exhibit, *page, findings);
  if (!findings.empty()) return findings;
  if (!ground && page->values.size() < kLeastOthers) return {NotPerformed(kNoneToCompare)};
  findings.push_back(Successful());
  if (ground) {
    findings.back().value = page->ground.kept;
    findings.back().threshold = kStaysAbove;
  }
  return findings;
}

}  // namespace

extern const Check kIrPage;
constinit const Check kIrPage{&Perform, kReasons};

}  // namespace chowki::verify
