#include "wire/finding.h"

#include "wire/enum_table.h"
#include "wire/field_error.h"
#include "wire/types.h"

namespace chowki::wire {
namespace {

namespace pb = chowki::screening::v1;
using chowki::wire::FromProto;
using chowki::wire::ToProto;

constexpr EnumTable<verify::Outcome, pb::Outcome, 6> kOutcomes{
    "outcome",
    {{{verify::Outcome::kSuccessful, pb::OUTCOME_SUCCESSFUL},
      {verify::Outcome::kFailed, pb::OUTCOME_FAILED},
      {verify::Outcome::kUndetermined, pb::OUTCOME_UNDETERMINED},
      {verify::Outcome::kNotSupported, pb::OUTCOME_NOT_SUPPORTED},
      {verify::Outcome::kNotPerformed, pb::OUTCOME_NOT_PERFORMED},
      {verify::Outcome::kAborted, pb::OUTCOME_ABORTED}}}};

constexpr EnumTable<verify::Contribution, pb::Advice, 3> kContributions{
    "contribution",
    {{{verify::Contribution::kClear, pb::ADVICE_CLEAR},
      {verify::Contribution::kAttention, pb::ADVICE_ATTENTION},
      {verify::Contribution::kRefer, pb::ADVICE_REFER}}}};

pb::Evidence ToProto(const verify::Evidence& evidence) {
  pb::Evidence message;
  message.set_light(ToProto(evidence.light));
  *message.mutable_region() = ToProto(evidence.region);
  message.set_expected(ToText(evidence.expected));
  message.set_seen(ToText(evidence.seen));
  return message;
}

Result<verify::Evidence> FromProto(const pb::Evidence& message) {
  verify::Evidence evidence;
  CHOWKI_ASSIGN_OR_RETURN(evidence.light, FromProto(message.light()));
  CHOWKI_ASSIGN_OR_RETURN(evidence.region, FromProto(message.region()));
  evidence.expected = message.expected();
  evidence.seen = message.seen();
  return evidence;
}

}  // namespace

pb::Finding ToProto(const verify::Finding& finding) {
  pb::Finding message;
  message.set_check(finding.check);
  message.set_generic_id(finding.generic_id);
  message.set_outcome(kOutcomes.ToProto(finding.outcome));
  message.set_contributes(kContributions.ToProto(finding.contributes));
  message.set_silent(finding.silent);
  message.set_strength(finding.strength);
  message.set_reason(finding.reason);
  if (finding.value) message.set_value(*finding.value);
  if (finding.threshold) message.set_threshold(*finding.threshold);
  for (const verify::Evidence& evidence : finding.evidence) {
    *message.add_evidence() = ToProto(evidence);
  }
  return message;
}

Result<verify::Finding> FromProto(const pb::Finding& message) {
  verify::Finding finding;
  finding.check = message.check();
  finding.generic_id = message.generic_id();
  CHOWKI_ASSIGN_OR_RETURN(finding.outcome, kOutcomes.FromProto(message.outcome()));
  CHOWKI_ASSIGN_OR_RETURN(finding.contributes, kContributions.FromProto(message.contributes()));
  finding.silent = message.silent();
  CHOWKI_RETURN_IF_ERROR(CheckRange("strength", message.strength(), 0, 1));
  finding.strength = message.strength();
  finding.reason = message.reason();
  if (message.has_value()) finding.value = message.value();
  if (message.has_threshold()) finding.threshold = message.threshold();
  for (const pb::Evidence& evidence : message.evidence()) {
    CHOWKI_ASSIGN_OR_RETURN(finding.evidence.emplace_back(), FromProto(evidence));
  }
  return finding;
}

}  // namespace chowki::wire
