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

std::string_view Name(Standing standing) {
  switch (standing) {
    case Standing::kInForce:
      return "in_force";
    case Standing::kAwaitsSignature:
      return "awaits_signature";
    case Standing::kSentBack:
      return "sent_back";
  }
  Die(__FILE__, __LINE__, "no such standing");
}

std::string_view Name(DecisionState state) {
  switch (state) {
    case DecisionState::kOpen:
      return "open";
    case DecisionState::kInForce:
      return Name(Standing::kInForce);
    case DecisionState::kAwaitsSignature:
      return Name(Standing::kAwaitsSignature);
    case DecisionState::kSentBack:
      return Name(Standing::kSentBack);
  }
  Die(__FILE__, __LINE__, "no such state");
}

DecisionState StateOf(const std::optional<Decision>& decision) {
  if (!decision) return DecisionState::kOpen;
  switch (decision->standing) {
    case Standing::kInForce:
      return DecisionState::kInForce;
    case Standing::kAwaitsSignature:
      return DecisionState::kAwaitsSignature;
    case Standing::kSentBack:
      return DecisionState::kSentBack;
  }
  Die(__FILE__, __LINE__, "no such standing");
}

Result<Decision> Sign(const std::optional<Decision>& decision, const Signature& signature) {
  if (StateOf(decision) != DecisionState::kAwaitsSignature) {
    const std::string state(Name(StateOf(decision)));
    return WithDetail(FailedPrecondition("no decision waits for a signature; it is {}", state),
                      {"SIGNATURE_NOT_AWAITED", {{"state", state}}});
  }
  if (signature.officer == decision->officer) {
    return WithDetail(
        PermissionDenied("{} decided it: another officer signs it", signature.officer),
        {"SECOND_OFFICER_SAME", {{"name", signature.officer}}});
  }
  Decision after = *decision;
  const std::string& reason = signature.send_back_reason;
  if (reason.empty()) {
    after.standing = Standing::kInForce;
    after.second_officer = signature.officer;
    return after;
  }
  if (Trim(reason).empty() || reason.size() > Decision::kMaxReason || Printable(reason) != reason) {
    return WithDetail(InvalidInput("send_back_reason: one line of 1 to {} bytes is expected",
                                   Decision::kMaxReason),
                      {"FIELD_INVALID", {{"field", "send_back_reason"}}});
  }
  after.standing = Standing::kSentBack;
  after.sent_back_by = signature.officer;
  after.sent_back_reason = reason;
  return after;
}

Status Validate(const Decision& decision) {
  if (decision.officer.empty()) return Wrong("officer", "is missing");
  if (decision.standing == Standing::kAwaitsSignature && !decision.second_officer.empty()) {
    return Wrong("second_officer", "is named though a signature is awaited");
  }
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
