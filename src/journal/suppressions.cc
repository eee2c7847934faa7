#include "journal/suppressions.h"

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

// The matches that an officer means.
std::vector<const identify::Match*> MatchesOf(const screen::Screening& screening,
                                              const HitDisposition& hit) {
  std::vector<const identify::Match*> meant;
  for (const identify::Match& match : screening.matches) {
    if (match.entry != hit.entry || (!hit.list.empty() && match.list != hit.list)) continue;
    meant.push_back(&match);
  }
  return meant;
}

// Kinds of hashes under the key of a day's hits.
constexpr std::uint8_t kPerson = 1;
constexpr std::uint8_t kProof = 2;

std::string_view AsText(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

}  // namespace

Digest PersonTag(const vault::Secret& key, const Digest& person) {
  Digest tag{};
  key.Hash(tag, kPerson, AsText(person));
  return tag;
}

Digest PersonProof(const vault::Secret& key, const Digest& person, std::string_view screening) {
  Digest proof{};
  key.Hash(proof, kProof, std::string(AsText(person)).append(screening));
  return proof;
}

std::optional<Digest> PersonOf(const screen::Screening& screening) {
  if (!screening.identity) return std::nullopt;
  const icao::MrzRecord* record = screening.record ? &*screening.record : nullptr;
  return identify::PersonKey(identify::ToQuery(*screening.identity, record));
}

std::vector<identify::Suppression> SuppressionsOf(const Record& record) {
  std::vector<identify::Suppression> suppressions;
  if (StateOf(record.decision) != DecisionState::kInForce) return suppressions;
  for (const HitDisposition& hit : record.decision->hit_dispositions) {
    if (!hit.suppress_until) continue;
    for (const identify::Match* match : MatchesOf(record.screening, hit)) {
      suppressions.push_back({match->list, match->entry, match->revision, match->entry_digest,
                              hit.reason, record.decision->officer, record.decision->second_officer,
                              *hit.suppress_until, record.screening.id});
    }
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
    const auto meant = MatchesOf(screening, hit);
    if (meant.empty()) return Wrong("names an entry that did not match");
    if (meant.size() > 1) return Wrong("names an entry that matched in several lists: say which");
    if (!identify::MaySuppress(meant.front()->kind)) {
      return Refused(hit.entry, "only matches with suspects can be answered for good");
    }
    if (!PersonOf(screening)) {
      return Refused(hit.entry, "no name and number were read to know the person again by");
    }
  }
  return Ok();
}

}  // namespace chowki::journal
