#include "wire/match.h"

#include "wire/enum_table.h"
#include "wire/field_error.h"
#include "wire/types.h"

namespace chowki::wire {
namespace {

namespace pb = chowki::screening::v1;
using chowki::wire::FromProto;
using chowki::wire::ToProto;

constexpr EnumTable<identify::Band, pb::Band, 3> kBands{
    "band",
    {{{identify::Band::kExactDocument, pb::BAND_EXACT_DOCUMENT},
      {identify::Band::kStrong, pb::BAND_STRONG},
      {identify::Band::kPossible, pb::BAND_POSSIBLE}}}};

constexpr EnumTable<identify::MatchKind, pb::MatchKind, 5> kKinds{
    "match kind",
    {{{identify::MatchKind::kSuspect, pb::MATCH_KIND_SUSPECT},
      {identify::MatchKind::kMissing, pb::MATCH_KIND_MISSING},
      {identify::MatchKind::kAtRisk, pb::MATCH_KIND_AT_RISK},
      {identify::MatchKind::kDocument, pb::MATCH_KIND_DOCUMENT},
      {identify::MatchKind::kDocumentOfAnother, pb::MATCH_KIND_DOCUMENT_OF_ANOTHER}}}};

constexpr EnumTable<watchlist::Action::Conduct, pb::Conduct, 2> kConducts{
    "conduct",
    {{{watchlist::Action::Conduct::kSecondLine, pb::CONDUCT_SECOND_LINE},
      {watchlist::Action::Conduct::kAsNormal, pb::CONDUCT_AS_NORMAL}}}};

constexpr EnumTable<identify::Effect, pb::Effect, 3> kEffects{
    "effect",
    {{{identify::Effect::kSupports, pb::EFFECT_SUPPORTS},
      {identify::Effect::kContradicts, pb::EFFECT_CONTRADICTS},
      {identify::Effect::kNeutral, pb::EFFECT_NEUTRAL}}}};

constexpr EnumTable<watchlist::Freshness, pb::Freshness, 5> kFreshnesses{
    "freshness",
    {{{watchlist::Freshness::kFresh, pb::FRESHNESS_FRESH},
      {watchlist::Freshness::kAging, pb::FRESHNESS_AGING},
      {watchlist::Freshness::kStale, pb::FRESHNESS_STALE},
      {watchlist::Freshness::kAbsent, pb::FRESHNESS_ABSENT},
      {watchlist::Freshness::kClockSuspect, pb::FRESHNESS_CLOCK_SUSPECT}}}};

pb::Signal ToProto(const identify::Signal& signal) {
  pb::Signal message;
  message.set_id(signal.id);
  message.set_effect(kEffects.ToProto(signal.effect));
  message.set_points(signal.points);
  message.set_query(ToText(signal.query));
  message.set_entry(ToText(signal.entry));
  return message;
}

Result<identify::Signal> FromProto(const pb::Signal& message) {
  identify::Signal signal;
  signal.id = message.id();
  CHOWKI_ASSIGN_OR_RETURN(signal.effect, kEffects.FromProto(message.effect()));
  signal.points = message.points();
  signal.query = message.query();
  signal.entry = message.entry();
  return signal;
}

pb::Guidance ToProto(const watchlist::Action& action) {
  pb::Guidance message;
  message.set_label(std::string(action.label));
  message.set_instruction(std::string(action.instruction));
  message.set_contact(std::string(action.contact));
  message.set_evidence(std::string(action.evidence));
  message.set_conduct(kConducts.ToProto(action.conduct));
  message.set_priority(action.priority);
  return message;
}

}  // namespace

pb::Suppression ToProto(const identify::Suppression& suppression) {
  pb::Suppression message;
  message.set_list(ToText(suppression.list));
  message.set_entry(ToText(suppression.entry));
  message.set_entry_revision(suppression.revision);
  message.set_entry_sha256(ToBytes(suppression.entry_digest));
  message.set_reason(ToText(suppression.reason));
  message.set_officer(ToText(suppression.officer));
  message.set_second_officer(ToText(suppression.second_officer));
  *message.mutable_expire_time() = ToProto(suppression.until);
  message.set_screening(ToText(suppression.screening));
  return message;
}

Result<identify::Suppression> FromProto(const pb::Suppression& message) {
  identify::Suppression suppression;
  suppression.list = message.list();
  suppression.entry = message.entry();
  suppression.revision = message.entry_revision();
  CHOWKI_ASSIGN_OR_RETURN(suppression.entry_digest,
                          DigestFromBytes("entry_sha256", message.entry_sha256()));
  suppression.reason = message.reason();
  suppression.officer = message.officer();
  suppression.second_officer = message.second_officer();
  CHOWKI_ASSIGN_OR_RETURN(suppression.until, FromProto(message.expire_time()));
  suppression.screening = message.screening();
  return suppression;
}

Result<identify::Band> FromProto(pb::Band band) { return kBands.FromProto(band); }

pb::Match ToProto(const identify::Match& match) {
  pb::Match message;
  message.set_entry(ToText(match.entry));
  message.set_revision(match.revision);
  message.set_list(ToText(match.list));
  message.set_list_version(match.list_version);
  message.set_score(match.score);
  message.set_band(kBands.ToProto(match.band));
  message.set_alert(match.alert);
  for (const identify::Signal& signal : match.signals) *message.add_signals() = ToProto(signal);
  message.set_category(ToText(match.category));
  message.set_action(ToText(match.action));
  message.set_discreet(match.discreet);
  message.set_kind(kKinds.ToProto(match.kind));
  if (const watchlist::Action* action = watchlist::FindAction(match.action)) {
    *message.mutable_guidance() = ToProto(*action);
  }
  message.set_authority(ToText(match.authority));
  message.set_reference(ToText(match.reference));
  message.set_entry_sha256(ToBytes(match.entry_digest));
  if (match.suppression) *message.mutable_suppression() = ToProto(*match.suppression);
  message.set_provisional(match.list == watchlist::kProvisionalList);
  return message;
}

Result<identify::Match> FromProto(const pb::Match& message) {
  identify::Match match;
  match.entry = message.entry();
  match.revision = message.revision();
  match.list = message.list();
  match.list_version = message.list_version();
  CHOWKI_RETURN_IF_ERROR(CheckRange("score", message.score(), 0, 1));
  match.score = message.score();
  CHOWKI_ASSIGN_OR_RETURN(match.band, kBands.FromProto(message.band()));
  match.alert = message.alert();
  for (const pb::Signal& signal : message.signals()) {
    CHOWKI_ASSIGN_OR_RETURN(match.signals.emplace_back(), FromProto(signal));
  }
  match.category = message.category();
  match.action = message.action();
  match.discreet = message.discreet();
  CHOWKI_ASSIGN_OR_RETURN(match.kind, kKinds.FromProto(message.kind()));
  match.authority = message.authority();
  match.reference = message.reference();
  CHOWKI_ASSIGN_OR_RETURN(match.entry_digest,
                          DigestFromBytes("entry_sha256", message.entry_sha256()));
  if (message.has_suppression()) {
    CHOWKI_ASSIGN_OR_RETURN(match.suppression.emplace(), FromProto(message.suppression()));
  }
  return match;
}

pb::ListState ToProto(const watchlist::ListState& state) {
  pb::ListState message;
  message.set_list(ToText(state.list));
  message.set_epoch(state.epoch);
  message.set_version(state.version);
  message.set_entries(state.entries);
  message.set_state_root(state.state_root);
  *message.mutable_issue_time() = ToProto(state.issued);
  *message.mutable_age() = ToProto(state.age);
  message.set_freshness(kFreshnesses.ToProto(state.freshness));
  return message;
}

Result<watchlist::ListState> FromProto(const pb::ListState& message) {
  watchlist::ListState state;
  state.list = message.list();
  state.epoch = message.epoch();
  state.version = message.version();
  state.entries = message.entries();
  state.state_root = message.state_root();
  CHOWKI_ASSIGN_OR_RETURN(state.issued, FromProto(message.issue_time()));
  CHOWKI_ASSIGN_OR_RETURN(const auto age, FromProto(message.age()));
  state.age = std::chrono::duration_cast<std::chrono::seconds>(age);
  CHOWKI_ASSIGN_OR_RETURN(state.freshness, kFreshnesses.FromProto(message.freshness()));
  return state;
}

}  // namespace chowki::wire
