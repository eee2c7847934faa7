#include "journal/late_alert.h"

#include <algorithm>

#include "base/text.h"

namespace chowki::journal {

std::string_view Name(LateOutcome outcome) {
  switch (outcome) {
    case LateOutcome::kForwarded:
      return "forwarded";
    case LateOutcome::kSamePerson:
      return "same_person";
    case LateOutcome::kOtherPerson:
      return "other_person";
    case LateOutcome::kNothingToDo:
      return "nothing_to_do";
  }
  Die(__FILE__, __LINE__, "no such outcome");
}

Status Validate(const LateAcknowledgement& acknowledgement) {
  const auto wrong = [](const char* field, const char* what) {
    return WithDetail(InvalidInput("{} {}", field, what), {"FIELD_INVALID", {{"field", field}}});
  };
  if (acknowledgement.officer.empty()) return wrong("officer", "is missing");
  const std::string& note = acknowledgement.note;
  if (note.size() > LateAcknowledgement::kMaxNote || Printable(note) != note) {
    return wrong("note", "is not one line of at most 500 bytes");
  }
  return Ok();
}

bool IsVictim(const identify::Match& match) {
  return match.kind == identify::MatchKind::kMissing || match.kind == identify::MatchKind::kAtRisk;
}

bool IsNews(const identify::Match& match, const std::vector<identify::Match>& told) {
  return std::ranges::none_of(told, [&](const identify::Match& before) {
    return before.list == match.list && before.entry == match.entry && before.kind == match.kind &&
           before.action == match.action && before.band <= match.band;
  });
}

}  // namespace chowki::journal
