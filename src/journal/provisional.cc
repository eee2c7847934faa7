#include "journal/provisional.h"

#include "base/text.h"
#include "screen/screening_id.h"
#include "watchlist/entry_bytes.h"

namespace chowki::journal {
namespace {

using Kind = ProvisionalStep::Kind;

Status Wrong(const char* field, std::string_view why) {
  return WithDetail(InvalidInput("{}: {}", field, why), {"FIELD_INVALID", {{"field", field}}});
}

Status CheckReason(const std::string& reason) {
  if (Trim(reason).empty()) return Wrong("reason", "is missing; say why");
  if (reason.size() > ProvisionalStep::kMaxReason) {
    return Wrong("reason", fmt::format("{} bytes, at most {} are taken", reason.size(),
                                       ProvisionalStep::kMaxReason));
  }
  if (Printable(reason) == reason) return Ok();
  return Wrong("reason", "holds control characters or is not UTF-8; type it anew in one line");
}

Result<ProvisionalEntry> Propose(const ProvisionalStep& step, Time now) {
  CHOWKI_RETURN_IF_ERROR(CheckReason(step.reason));
  if (!step.entry) return Wrong("columns", "say who or what is meant");
  if (step.life < std::chrono::days(1) || step.life > kLongestProvisionalLife) {
    return Wrong("days", fmt::format("{} is not 1 to {}", step.life.count(),
                                     kLongestProvisionalLife.count()));
  }
  ProvisionalEntry after;
  after.entry = *step.entry;
  after.entry.id = std::string(kProvisionalId) + screen::NewScreeningId(now);
  after.entry.revision = 1;
  after.checkpoint = step.checkpoint;
  after.reason = step.reason;
  after.proposed_by = step.officer;
  after.proposed = now;
  after.until = now + step.life;
  return after;
}

ProvisionalEntry End(ProvisionalEntry entry, ProvisionalState state, const ProvisionalStep& step,
                     Time now) {
  entry.state = state;
  entry.ended_by = step.officer;
  entry.end_reason = step.reason;
  entry.ended = now;
  return entry;
}

Status Refused(const ProvisionalEntry& entry, std::string_view why) {
  return WithDetail(FailedPrecondition("{} is {}: {}", entry.entry.id, Name(entry.state), why),
                    {"PROVISIONAL_REFUSED", {{"state", std::string(Name(entry.state))}}});
}

}  // namespace

std::string_view Name(ProvisionalState state) {
  switch (state) {
    case ProvisionalState::kProposed:
      return "proposed";
    case ProvisionalState::kConfirmed:
      return "confirmed";
    case ProvisionalState::kWithdrawn:
      return "withdrawn";
    case ProvisionalState::kExpired:
      return "expired";
    case ProvisionalState::kPublished:
      return "published";
  }
  Die(__FILE__, __LINE__, "no such state");
}

bool IsOpen(ProvisionalState state) {
  return state == ProvisionalState::kProposed || state == ProvisionalState::kConfirmed;
}

Digest ContentOf(const ProvisionalStep& step) {
  const std::string entry = step.entry ? watchlist::ToBytes(*step.entry) : std::string();
  return Sha256(Join({std::to_string(static_cast<int>(step.kind)), ToHex(Sha256(step.id)),
                      ToHex(Sha256(step.officer)), ToHex(Sha256(step.reason)), ToHex(Sha256(entry)),
                      std::to_string(step.life.count())},
                     "\n"));
}

Result<ProvisionalEntry> After(const std::optional<ProvisionalEntry>& before,
                               const ProvisionalStep& step, Time now) {
  if (step.kind == Kind::kPropose) return Propose(step, now);
  CHOWKI_CHECK(before.has_value());
  if (!IsOpen(before->state)) return Refused(*before, "it has ended; propose it anew");
  switch (step.kind) {
    case Kind::kConfirm: {
      if (before->state == ProvisionalState::kConfirmed) {
        return Refused(*before, "there is nothing left to confirm");
      }
      if (step.officer == before->proposed_by) {
        return WithDetail(
            PermissionDenied("{} proposed it: another officer confirms it", step.officer),
            {"SECOND_OFFICER_SAME", {{"name", step.officer}}});
      }
      if (now >= before->until) return Refused(*before, "its time is over; propose it anew");
      ProvisionalEntry after = *before;
      after.state = ProvisionalState::kConfirmed;
      after.confirmed_by = step.officer;
      after.confirmed = now;
      return after;
    }
    case Kind::kWithdraw:
      CHOWKI_RETURN_IF_ERROR(CheckReason(step.reason));
      return End(*before, ProvisionalState::kWithdrawn, step, now);
    case Kind::kExpire:
      return End(*before, ProvisionalState::kExpired, step, now);
    case Kind::kPublish:
      return End(*before, ProvisionalState::kPublished, step, now);
    case Kind::kPropose:
      break;
  }
  Die(__FILE__, __LINE__, "no such step");
}

}  // namespace chowki::journal
