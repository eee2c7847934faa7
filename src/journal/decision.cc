#include "journal/decision.h"

#include <set>
#include <utility>

#include "base/text.h"

namespace chowki::journal {
namespace {

Status Wrong(const char* field, std::string_view why) {
  return WithDetail(InvalidInput("decision: {} {}", field, why),
                    {"FIELD_INVALID", {{"field", std::string("decision.") + field}}});
}

}  // namespace

std::string_view Name(Outcome outcome) {
  switch (outcome) {
    case Outcome::kProceed:
      return "proceed";
    case Outcome::kRefer:
      return "refer";
    case Outcome::kRefuse:
      return "refuse";
  }
  Die(__FILE__, __LINE__, "no such outcome");
}

Status Validate(const Decision& decision) {
  if (decision.officer.empty()) return Wrong("officer", "is missing");
  if (decision.second_officer == decision.officer) {
    return Wrong("second_officer", "is the officer himself");
  }
  if (decision.note.size() > Decision::kMaxNote) return Wrong("note", "is too long");
  for (const std::string* text : {&decision.officer, &decision.second_officer, &decision.note}) {
    if (!IsUtf8(*text)) return Wrong("note", "is not UTF-8");
  }
  std::set<std::pair<std::string, std::string>> seen;
  for (const HitDisposition& hit : decision.hit_dispositions) {
    if (hit.entry.empty()) return Wrong("hit_dispositions", "name no entry");
    if (!seen.emplace(hit.list, hit.entry).second)
      return Wrong("hit_dispositions", "name an entry twice");
    if (hit.reason.size() > Decision::kMaxReason) return Wrong("hit_dispositions", "say too much");
    if (!IsUtf8(hit.entry) || !IsUtf8(hit.list) || !IsUtf8(hit.reason)) {
      return Wrong("hit_dispositions", "are not UTF-8");
    }
  }
  return Ok();
}

}  // namespace chowki::journal
