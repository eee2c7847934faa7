#include "wire/provisional.h"

#include <map>

#include "watchlist/entry_bytes.h"
#include "watchlist/sources/entry_row.h"
#include "wire/enum_table.h"
#include "wire/field_error.h"
#include "wire/screening_service.h"
#include "wire/types.h"

namespace chowki::wire {
namespace {

namespace pb = chowki::screening::v1;
using journal::ProvisionalState;
using journal::ProvisionalStep;

constexpr EnumTable<ProvisionalState, pb::ProvisionalState, 5> kStates{
    "state",
    {{{ProvisionalState::kProposed, pb::PROVISIONAL_STATE_PROPOSED},
      {ProvisionalState::kConfirmed, pb::PROVISIONAL_STATE_CONFIRMED},
      {ProvisionalState::kWithdrawn, pb::PROVISIONAL_STATE_WITHDRAWN},
      {ProvisionalState::kExpired, pb::PROVISIONAL_STATE_EXPIRED},
      {ProvisionalState::kPublished, pb::PROVISIONAL_STATE_PUBLISHED}}}};

constexpr std::size_t kMaxIdBytes = 64;

// What the requests that do something with one entry have in common.
template <typename Message>
Result<ProvisionalRequest> RequestOf(const Message& message, ProvisionalStep::Kind kind) {
  CHOWKI_RETURN_IF_ERROR(CheckRequestId(message.request_id()));
  CHOWKI_RETURN_IF_ERROR(CheckText("id", message.id(), kMaxIdBytes));
  if (message.id().empty()) return FieldError("id", InvalidInput("say which entry is meant"));
  ProvisionalRequest request;
  request.request_id = message.request_id();
  request.step.kind = kind;
  request.step.id = message.id();
  return request;
}

}  // namespace

pb::ProvisionalEntry ToProto(const journal::ProvisionalEntry& entry) {
  pb::ProvisionalEntry message;
  message.set_id(ToText(entry.entry.id));
  message.set_checkpoint(ToText(entry.checkpoint));
  message.set_entry(watchlist::ToBytes(entry.entry));
  message.set_state(kStates.ToProto(entry.state));
  message.set_reason(ToText(entry.reason));
  message.set_proposed_by(ToText(entry.proposed_by));
  *message.mutable_propose_time() = ToProto(entry.proposed);
  *message.mutable_expire_time() = ToProto(entry.until);
  message.set_confirmed_by(ToText(entry.confirmed_by));
  if (entry.confirmed) *message.mutable_confirm_time() = ToProto(*entry.confirmed);
  message.set_ended_by(ToText(entry.ended_by));
  message.set_end_reason(ToText(entry.end_reason));
  if (entry.ended) *message.mutable_end_time() = ToProto(*entry.ended);
  return message;
}

Result<journal::ProvisionalEntry> FromProto(const pb::ProvisionalEntry& message) {
  journal::ProvisionalEntry entry;
  const auto listed = watchlist::FromBytes(message.entry());
  if (!listed.ok()) return FieldError("entry", InvalidInput("{}", Message(listed.status())));
  entry.entry = *listed;
  if (entry.entry.id != message.id()) {
    return FieldError("id", InvalidInput("not that of the entry"));
  }
  entry.checkpoint = message.checkpoint();
  CHOWKI_ASSIGN_OR_RETURN(entry.state, kStates.FromProto(message.state()));
  entry.reason = message.reason();
  entry.proposed_by = message.proposed_by();
  CHOWKI_ASSIGN_OR_RETURN(entry.proposed, FromProto(message.propose_time()));
  CHOWKI_ASSIGN_OR_RETURN(entry.until, FromProto(message.expire_time()));
  entry.confirmed_by = message.confirmed_by();
  if (message.has_confirm_time()) {
    CHOWKI_ASSIGN_OR_RETURN(entry.confirmed, FromProto(message.confirm_time()));
  }
  entry.ended_by = message.ended_by();
  entry.end_reason = message.end_reason();
  if (message.has_end_time()) {
    CHOWKI_ASSIGN_OR_RETURN(entry.ended, FromProto(message.end_time()));
  }
  return entry;
}

Result<ProvisionalRequest> FromProto(const pb::ProposeProvisionalEntryRequest& message) {
  CHOWKI_RETURN_IF_ERROR(CheckRequestId(message.request_id()));
  CHOWKI_RETURN_IF_ERROR(
      CheckText("reason", message.reason(), journal::ProvisionalStep::kMaxReason));
  CHOWKI_RETURN_IF_ERROR(CheckRange("days", message.days(), 0,
                                    static_cast<double>(journal::kLongestProvisionalLife.count())));
  ProvisionalRequest request;
  request.request_id = message.request_id();
  request.step.reason = message.reason();
  if (message.days() > 0) request.step.life = std::chrono::days(message.days());
  const std::map<std::string, std::string> columns(message.columns().begin(),
                                                   message.columns().end());
  CHOWKI_ASSIGN_OR_RETURN(request.step.entry,
                          watchlist::ReadTypedEntry(columns, std::string(journal::kProvisionalId)));
  return request;
}

Result<ProvisionalRequest> FromProto(const pb::ConfirmProvisionalEntryRequest& message) {
  return RequestOf(message, ProvisionalStep::Kind::kConfirm);
}

Result<ProvisionalRequest> FromProto(const pb::WithdrawProvisionalEntryRequest& message) {
  CHOWKI_ASSIGN_OR_RETURN(auto request, RequestOf(message, ProvisionalStep::Kind::kWithdraw));
  CHOWKI_RETURN_IF_ERROR(
      CheckText("reason", message.reason(), journal::ProvisionalStep::kMaxReason));
  request.step.reason = message.reason();
  return request;
}

Result<ProvisionalListRequest> FromProto(const pb::ListProvisionalEntriesRequest& message) {
  ProvisionalListRequest request;
  CHOWKI_ASSIGN_OR_RETURN(request.checkpoint, CheckpointFromParent(message.parent()));
  request.also_ended = message.also_ended();
  return request;
}

}  // namespace chowki::wire
