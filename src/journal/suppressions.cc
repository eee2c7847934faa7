#include "journal/suppressions.h"

#include <algorithm>

#include "base/text.h"
#include "identify/suppress.h"

namespace chowki::journal {
namespace {

Status Wrong(std::string_view why) {
  return WithDetail(InvalidInput("decision: a suppression {}", why),
                    {"FIELD_INVALID", {{"field", "decision.hit_dispositions"}}});
}

Status Refused(const std::string& entry, std::string_view why) {
  return WithDetail(FailedPrecondition("{}: {}", entry, why),
                    {"SUPPRESSION_REFUSED", {{"entry", entry}}});
}

const identify::Match* MatchWith(const screen::Screening& screening, const std::string& entry) {
  const auto match = std::ranges::find(screening.matches, entry, &identify::Match::entry);
  return match == screening.matches.end() ? nullptr : &*match;
}

}  // namespace

std::optional<Digest> PersonOf(const screen::Screening& screening) {
  if (!screening.identity) return std::nullopt;
  const icao::MrzRecord* record = screening.record ? &*screening.record : nullptr;
  return identify::PersonKey(identify::ToQuery(*screening.identity, record));
}

std::vector<identify::Suppression> SuppressionsOf(const Record& record) {
  std::vector<identify::Suppression> suppressions;
  if (!record.decision) return suppressions;
  for (const HitDisposition& hit : record.decision->hit_dispositions) {
    const identify::Match* match = MatchWith(record.screening, hit.entry);
    if (!hit.suppress_until || match == nullptr) continue;
    suppressions.push_back({match->list, match->entry, match->revision, match->entry_digest,
                            hit.reason, record.decision->officer, record.decision->second_officer,
                            *hit.suppress_until, record.screening.id});
  }
  return suppressions;
}

Status CheckSuppressions(const screen::Screening& screening, const Decision& decision, Time now) {
  for (const HitDisposition& hit : decision.hit_dispositions) {
    if (!hit.suppress_until) continue;
    if (hit.same_person) return Wrong("of the same person");
    if (Trim(hit.reason).empty()) return Wrong("needs a reason");
    if (*hit.suppress_until <= now) return Wrong("ends before it begins");
    if (*hit.suppress_until > now + kLongestSuppression) return Wrong("is longer than 366 days");
    const identify::Match* match = MatchWith(screening, hit.entry);
    if (match == nullptr) return Wrong("names an entry that did not match");
    if (!identify::MaySuppress(match->kind)) {
      return Refused(hit.entry, "only matches with suspects can be answered for good");
    }
    if (!PersonOf(screening)) {
      return Refused(hit.entry, "no name and number were read to know the person again by");
    }
  }
  return Ok();
}

}  // namespace chowki::journal
