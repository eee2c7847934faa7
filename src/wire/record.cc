#include "wire/record.h"

#include "wire/advice.h"
#include "wire/enum_table.h"
#include "wire/field_error.h"
#include "wire/resource_name.h"
#include "wire/screening.h"
#include "wire/types.h"

namespace chowki::wire {
namespace {

namespace pb = chowki::screening::v1;

constexpr EnumTable<journal::Outcome, pb::DecisionOutcome, 3> kOutcomes{
    "outcome",
    {{{journal::Outcome::kProceed, pb::DECISION_OUTCOME_PROCEED},
      {journal::Outcome::kRefer, pb::DECISION_OUTCOME_REFER},
      {journal::Outcome::kRefuse, pb::DECISION_OUTCOME_REFUSE}}}};

constexpr EnumTable<journal::DecisionState, pb::DecisionState, 4> kStates{
    "decision_state",
    {{{journal::DecisionState::kOpen, pb::DECISION_STATE_OPEN},
      {journal::DecisionState::kInForce, pb::DECISION_STATE_DECIDED},
      {journal::DecisionState::kAwaitsSignature, pb::DECISION_STATE_AWAITS_SIGNATURE},
      {journal::DecisionState::kSentBack, pb::DECISION_STATE_SENT_BACK}}}};

constexpr int kMaxDispositions = 100;

}  // namespace

pb::DecisionOutcome ToProto(journal::Outcome outcome) { return kOutcomes.ToProto(outcome); }

Result<journal::DecisionState> FromProto(pb::DecisionState state) {
  return kStates.FromProto(state);
}

pb::Decision ToProto(const journal::Decision& decision) {
  pb::Decision message;
  message.set_outcome(kOutcomes.ToProto(decision.outcome));
  message.set_officer(ToText(decision.officer));
  message.set_second_officer(ToText(decision.second_officer));
  message.set_note(ToText(decision.note));
  for (const journal::HitDisposition& disposition : decision.hit_dispositions) {
    pb::HitDisposition* out = message.add_hit_dispositions();
    out->set_entry(ToText(disposition.entry));
    out->set_same_person(disposition.same_person);
    out->set_reason(ToText(disposition.reason));
    out->set_list(ToText(disposition.list));
    if (disposition.suppress_until) {
      *out->mutable_suppress_until_time() = ToProto(*disposition.suppress_until);
    }
  }
  *message.mutable_time() = ToProto(decision.time);
  message.set_awaits_signature(decision.standing == journal::Standing::kAwaitsSignature);
  message.set_sent_back_by(ToText(decision.sent_back_by));
  message.set_sent_back_reason(ToText(decision.sent_back_reason));
  return message;
}

Result<journal::Decision> FromProto(const pb::Decision& message) {
  journal::Decision decision;
  const auto outcome = kOutcomes.FromProto(message.outcome());
  if (!outcome.ok()) return FieldError("outcome", outcome.status());
  decision.outcome = *outcome;
  decision.officer = message.officer();
  decision.second_officer = message.second_officer();
  CHOWKI_RETURN_IF_ERROR(CheckText("note", message.note(), journal::Decision::kMaxNote));
  decision.note = message.note();
  CHOWKI_RETURN_IF_ERROR(
      CheckRange("hit_dispositions", message.hit_dispositions_size(), 0, kMaxDispositions));
  for (const pb::HitDisposition& in : message.hit_dispositions()) {
    CHOWKI_RETURN_IF_ERROR(
        CheckText("hit_dispositions.reason", in.reason(), journal::Decision::kMaxReason));
    journal::HitDisposition disposition{in.entry(), in.same_person(), in.reason()};
    disposition.list = in.list();
    if (in.has_suppress_until_time()) {
      CHOWKI_ASSIGN_OR_RETURN(disposition.suppress_until, FromProto(in.suppress_until_time()));
    }
    decision.hit_dispositions.push_back(std::move(disposition));
  }
  CHOWKI_ASSIGN_OR_RETURN(decision.time, FromProto(message.time()));
  decision.sent_back_by = message.sent_back_by();
  decision.sent_back_reason = message.sent_back_reason();
  if (message.awaits_signature()) decision.standing = journal::Standing::kAwaitsSignature;
  if (!decision.sent_back_by.empty()) decision.standing = journal::Standing::kSentBack;
  return decision;
}

pb::Screening ToProto(const journal::Record& record) {
  pb::Screening message = ToProto(record.screening);
  message.set_etag(record.etag);
  message.set_sequence(record.sequence);
  if (record.decision) *message.mutable_decision() = ToProto(*record.decision);
  message.set_erased(record.erased.has_value());
  return message;
}

Result<journal::Record> RecordFromProto(const pb::Screening& message) {
  journal::Record record;
  CHOWKI_ASSIGN_OR_RETURN(record.screening, FromProto(message));
  record.etag = message.etag();
  record.sequence = message.sequence();
  if (message.has_decision()) {
    CHOWKI_ASSIGN_OR_RETURN(record.decision, FromProto(message.decision()));
  }
  return record;
}

pb::ScreeningSummary ToSummary(const journal::Record& record) {
  const screen::Screening& screening = record.screening;
  pb::ScreeningSummary summary;
  summary.set_etag(ToText(record.etag));
  summary.set_name(ToText(ScreeningName{screening.checkpoint, screening.id}));
  *summary.mutable_create_time() = ToProto(screening.time);
  summary.set_lane(screening.lane);
  summary.set_advice(ToProto(screening.verdict.advice));
  summary.set_shown_advice(ToProto(decide::KioskAdvice(screening.verdict)));
  if (record.erased) {
    summary.set_erased(true);
    // Which reasons were for officers only is not known any more: the screen shows none.
    summary.set_shown_advice(ToProto(decide::Advice::kClear));
    summary.set_match_count(static_cast<std::int32_t>(record.erased->matches));
    summary.set_decision_state(kStates.ToProto(record.erased->state));
    const auto& outcome = record.erased->outcome;
    if (outcome && record.erased->state == journal::DecisionState::kInForce) {
      summary.set_decision(kOutcomes.ToProto(*outcome));
    }
    return summary;
  }
  summary.set_match_count(static_cast<std::int32_t>(screening.matches.size()));
  const journal::DecisionState state = journal::StateOf(record.decision);
  summary.set_decision_state(kStates.ToProto(state));
  if (record.decision) summary.set_officer(ToText(record.decision->officer));
  if (state == journal::DecisionState::kInForce) {
    summary.set_decision(kOutcomes.ToProto(record.decision->outcome));
  }
  return summary;
}

}  // namespace chowki::wire
