#include "wire/advice.h"

#include "wire/enum_table.h"
#include "wire/field_error.h"

namespace chowki::wire {
namespace {

namespace pb = chowki::screening::v1;
using chowki::wire::FromProto;
using chowki::wire::ToProto;

constexpr EnumTable<decide::Advice, pb::Advice, 3> kAdvices{
    "advice",
    {{{decide::Advice::kClear, pb::ADVICE_CLEAR},
      {decide::Advice::kAttention, pb::ADVICE_ATTENTION},
      {decide::Advice::kRefer, pb::ADVICE_REFER}}}};

constexpr EnumTable<decide::ReasonKind, pb::ReasonKind, 4> kKinds{
    "reason kind",
    {{{decide::ReasonKind::kFinding, pb::REASON_KIND_FINDING},
      {decide::ReasonKind::kMatch, pb::REASON_KIND_MATCH},
      {decide::ReasonKind::kSign, pb::REASON_KIND_SIGN},
      {decide::ReasonKind::kSystem, pb::REASON_KIND_SYSTEM}}}};

pb::Reason ToProto(const decide::Reason& reason) {
  pb::Reason message;
  message.set_level(kAdvices.ToProto(reason.level));
  message.set_kind(kKinds.ToProto(reason.kind));
  if (reason.index >= 0) message.set_index(reason.index);
  message.set_code(reason.code);
  message.set_officers_only(reason.officers_only);
  return message;
}

Result<decide::Reason> FromProto(const pb::Reason& message) {
  decide::Reason reason;
  CHOWKI_ASSIGN_OR_RETURN(reason.level, kAdvices.FromProto(message.level()));
  CHOWKI_ASSIGN_OR_RETURN(reason.kind, kKinds.FromProto(message.kind()));
  reason.index = message.has_index() ? message.index() : -1;
  reason.code = message.code();
  reason.officers_only = message.officers_only();
  return reason;
}

}  // namespace

pb::Advice ToProto(decide::Advice advice) { return kAdvices.ToProto(advice); }
Result<decide::Advice> FromProto(pb::Advice advice) { return kAdvices.FromProto(advice); }

pb::Verdict ToProto(const decide::Verdict& verdict) {
  pb::Verdict message;
  message.set_advice(ToProto(verdict.advice));
  message.set_risk(verdict.risk);
  for (const decide::Reason& reason : verdict.reasons) *message.add_reasons() = ToProto(reason);
  return message;
}

Result<decide::Verdict> FromProto(const pb::Verdict& message) {
  decide::Verdict verdict;
  CHOWKI_ASSIGN_OR_RETURN(verdict.advice, FromProto(message.advice()));
  CHOWKI_RETURN_IF_ERROR(CheckRange("risk", message.risk(), 0, 1));
  verdict.risk = message.risk();
  for (const pb::Reason& reason : message.reasons()) {
    CHOWKI_ASSIGN_OR_RETURN(verdict.reasons.emplace_back(), FromProto(reason));
  }
  return verdict;
}

}  // namespace chowki::wire
