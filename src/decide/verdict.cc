#include "decide/verdict.h"

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

}  // namespace chowki::decide
