#include "verify/finding.h"

#include "base/status.h"

namespace chowki::verify {

std::string_view Name(Outcome outcome) {
  switch (outcome) {
    case Outcome::kSuccessful:
      return "successful";
    case Outcome::kFailed:
      return "failed";
    case Outcome::kUndetermined:
      return "undetermined";
    case Outcome::kNotSupported:
      return "not_supported";
    case Outcome::kNotPerformed:
      return "not_performed";
    case Outcome::kAborted:
      return "aborted";
  }
  Die(__FILE__, __LINE__, "no such outcome");
}

std::string_view Name(Contribution contribution) {
  switch (contribution) {
    case Contribution::kClear:
      return "clear";
    case Contribution::kAttention:
      return "attention";
    case Contribution::kRefer:
      return "refer";
  }
  Die(__FILE__, __LINE__, "no such contribution");
}

}  // namespace chowki::verify
