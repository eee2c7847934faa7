#include "verify/outcome.h"

namespace chowki::verify {
namespace {

Finding Make(Outcome outcome, Contribution contributes, double strength, std::string_view reason) {
  Finding finding;
  finding.outcome = outcome;
  finding.contributes = contributes;
  finding.strength = strength;
  finding.reason = reason;
  return finding;
}

}  // namespace

Finding Successful() { return Make(Outcome::kSuccessful, Contribution::kClear, kNothing, ""); }

Finding NotPerformed(std::string_view reason) {
  return Make(Outcome::kNotPerformed, Contribution::kClear, kNothing, reason);
}

Finding NotSupported(std::string_view reason) {
  return Make(Outcome::kNotSupported, Contribution::kClear, kNothing, reason);
}

Finding Aborted(std::string_view reason) {
  return Make(Outcome::kAborted, Contribution::kAttention, kNothing, reason);
}

Finding Undetermined(std::string_view reason, Contribution contributes, double strength) {
  return Make(Outcome::kUndetermined, contributes, strength, reason);
}

Finding Failed(std::string_view reason, Contribution contributes, double strength) {
  return Make(Outcome::kFailed, contributes, strength, reason);
}

}  // namespace chowki::verify
