#include "decide/verdict.h"

#include <algorithm>

#include "base/status.h"

namespace chowki::decide {

std::string_view Name(Advice advice) {
  switch (advice) {
    case Advice::kClear:
      return "clear";
    case Advice::kAttention:
      return "attention";
    case Advice::kRefer:
      return "refer";
  }
  Die(__FILE__, __LINE__, "no such advice");
}

std::string_view Name(ReasonKind kind) {
  switch (kind) {
    case ReasonKind::kFinding:
      return "finding";
    case ReasonKind::kMatch:
      return "match";
    case ReasonKind::kSign:
      return "sign";
    case ReasonKind::kSystem:
      return "system";
  }
  Die(__FILE__, __LINE__, "no such kind of reason");
}

Advice KioskAdvice(const Verdict& verdict) {
  Advice advice = Advice::kClear;
  bool left_out = false;
  for (const Reason& reason : verdict.reasons) {
    left_out |= reason.officers_only;
    if (!reason.officers_only) advice = std::max(advice, reason.level);
  }
  // Where nothing is left out the verdict stands as it is.
  return left_out ? advice : verdict.advice;
}

}  // namespace chowki::decide
