#include "wire/late_alert.h"

#include "journal/journal.h"
#include "wire/enum_table.h"
#include "wire/field_error.h"
#include "wire/match.h"
#include "wire/screening_service.h"
#include "wire/types.h"

namespace chowki::wire {
namespace {

namespace pb = chowki::screening::v1;
using chowki::wire::FromProto;
using journal::LateOutcome;

constexpr EnumTable<LateOutcome, pb::LateAlertOutcome, 4> kOutcomes{
    "outcome",
    {{{LateOutcome::kForwarded, pb::LATE_ALERT_OUTCOME_FORWARDED},
      {LateOutcome::kSamePerson, pb::LATE_ALERT_OUTCOME_SAME_PERSON},
      {LateOutcome::kOtherPerson, pb::LATE_ALERT_OUTCOME_OTHER_PERSON},
      {LateOutcome::kNothingToDo, pb::LATE_ALERT_OUTCOME_NOTHING_TO_DO}}}};

constexpr std::size_t kMaxTokenBytes = 512;

}  // namespace

pb::LateAlert ToProto(const journal::LateAlert& alert) {
  pb::LateAlert message;
  message.set_name(ToText(LateAlertName{alert.checkpoint, alert.id}));
  message.set_screening(ToText(ScreeningName{alert.checkpoint, alert.screening}));
  *message.mutable_crossing_time() = ToProto(alert.crossed);
  message.set_lane(ToText(alert.lane));
  *message.mutable_match() = ToProto(alert.match);
  *message.mutable_raise_time() = ToProto(alert.raised);
  message.set_victim(journal::IsVictim(alert.match));
  message.set_etag(alert.etag);
  if (!alert.acknowledged) return message;
  auto& said = *message.mutable_acknowledgement();
  said.set_outcome(kOutcomes.ToProto(alert.acknowledged->outcome));
  said.set_note(ToText(alert.acknowledged->note));
  said.set_officer(ToText(alert.acknowledged->officer));
  *said.mutable_time() = ToProto(alert.acknowledged->time);
  return message;
}

Result<journal::LateAlert> FromProto(const pb::LateAlert& message) {
  journal::LateAlert alert;
  const auto name = ParseLateAlertName(message.name());
  if (!name.ok()) return FieldError("name", name.status());
  const auto screening = ParseScreeningName(message.screening());
  if (!screening.ok()) return FieldError("screening", screening.status());
  alert.id = name->id;
  alert.checkpoint = name->checkpoint;
  alert.screening = screening->id;
  CHOWKI_ASSIGN_OR_RETURN(alert.crossed, FromProto(message.crossing_time()));
  alert.lane = message.lane();
  CHOWKI_ASSIGN_OR_RETURN(alert.match, FromProto(message.match()));
  CHOWKI_ASSIGN_OR_RETURN(alert.raised, FromProto(message.raise_time()));
  alert.etag = message.etag();
  if (!message.has_acknowledgement()) return alert;
  const auto& said = message.acknowledgement();
  auto& acknowledged = alert.acknowledged.emplace();
  CHOWKI_ASSIGN_OR_RETURN(acknowledged.outcome, kOutcomes.FromProto(said.outcome()));
  acknowledged.note = said.note();
  acknowledged.officer = said.officer();
  CHOWKI_ASSIGN_OR_RETURN(acknowledged.time, FromProto(said.time()));
  return alert;
}

Result<LateListRequest> FromProto(const pb::ListLateAlertsRequest& message) {
  LateListRequest request;
  CHOWKI_ASSIGN_OR_RETURN(request.checkpoint, CheckpointFromParent(message.parent()));
  CHOWKI_RETURN_IF_ERROR(
      CheckRange("page_size", message.page_size(), 0, journal::Journal::kMaxPageSize));
  request.page_size = message.page_size();
  CHOWKI_RETURN_IF_ERROR(CheckText("page_token", message.page_token(), kMaxTokenBytes));
  request.page_token = message.page_token();
  request.only_open = message.only_open();
  return request;
}

pb::ListLateAlertsResponse ToProto(const journal::LatePage& page) {
  pb::ListLateAlertsResponse message;
  for (const auto& alert : page.alerts) *message.add_late_alerts() = ToProto(alert);
  message.set_next_page_token(page.next_page_token);
  message.set_open(page.open);
  message.set_open_victims(page.open_victims);
  return message;
}

Result<LateAcknowledgementRequest> FromProto(const pb::AcknowledgeLateAlertRequest& message) {
  LateAcknowledgementRequest request;
  const auto name = ParseLateAlertName(message.name());
  if (!name.ok()) return FieldError("name", name.status());
  request.name = *name;
  CHOWKI_RETURN_IF_ERROR(CheckText("etag", message.etag(), kMaxTokenBytes));
  if (message.etag().empty()) {
    return FieldError("etag", InvalidInput("required: of the alert as it was read"));
  }
  request.etag = message.etag();
  CHOWKI_RETURN_IF_ERROR(CheckRequestId(message.request_id()));
  request.request_id = message.request_id();
  const auto outcome = kOutcomes.FromProto(message.outcome());
  if (!outcome.ok()) return FieldError("outcome", outcome.status());
  request.acknowledgement.outcome = *outcome;
  CHOWKI_RETURN_IF_ERROR(CheckText("note", message.note(), journal::LateAcknowledgement::kMaxNote));
  request.acknowledgement.note = message.note();
  return request;
}

}  // namespace chowki::wire
