#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/geometry.h"
#include "capture/image.h"

namespace chowki::verify {

// Outcomes of Doc 9303-2 appendix C (the vocabulary of BSI TR-03135).
enum class Outcome {
  kSuccessful,    // green
  kFailed,        // red
  kUndetermined,  // yellow
  kNotSupported,  // grey
  kNotPerformed,  // grey
  kAborted,       // black: the check itself broke
};

// What a finding adds to the advice. There is nothing above "refer": the officer decides.
enum class Contribution { kClear, kAttention, kRefer };

[[nodiscard]] std::string_view Name(Outcome outcome);            // "successful" ...
[[nodiscard]] std::string_view Name(Contribution contribution);  // "clear", "attention", "refer"

// One place in one image that shows what a finding means.
struct Evidence {
  capture::Light light = capture::Light::kVisible;
  Quad region;  // relative coordinates of the source image
  std::string expected;
  std::string seen;
  bool operator==(const Evidence&) const = default;
};

// What one check found.
struct Finding {
  std::string check;       // id in the catalogue: "mrz.check_digits"
  std::string generic_id;  // "(light, property, feature)" of the standard, "IR-AB-MR"; "" for ours
  Outcome outcome = Outcome::kNotPerformed;
  Contribution contributes = Contribution::kAttention;
  bool silent = false;  // recorded, not shown, not counted
  double strength = 0;  // [0,1] how much it says against the document
  std::string reason;   // stable code, documented in docs/findings.md: "birth_date_digit_wrong"
  std::optional<double> value;  // measured; unit documented per reason
  std::optional<double> threshold;
  std::vector<Evidence> evidence;
  bool operator==(const Finding&) const = default;
};

}  // namespace chowki::verify
