#include "central/approval.h"

#include <algorithm>

#include "base/text.h"
#include "central/audit_log.h"
#include "central/provisional.h"
#include "central/roots.h"
#include "central/store.h"
#include "central/urgent.h"
#include "trust/refusal.h"
#include "trust/signers.h"
#include "trust/submission.h"

namespace chowki::central {
namespace {

using trust::Refusal;

constexpr size_t kMaxReasonBytes = 500;

struct SignedSubmission {
  trust::Envelope envelope;
  trust::Submission submission;
};

Result<SignedSubmission> ParseSigned(const std::string& bytes) {
  CHOWKI_ASSIGN_OR_RETURN(trust::Envelope envelope,
                          trust::ParseEnvelope(bytes, trust::kMaxStatementBytes));
  if (envelope.payload_type != trust::Submission::kPayloadType) {
    return trust::Refuse(Refusal::kPayloadTypeWrong, {{"wanted", trust::Submission::kPayloadType}});
  }
  CHOWKI_ASSIGN_OR_RETURN(auto submission, trust::ParseSubmission(envelope.payload));
  return SignedSubmission{std::move(envelope), std::move(submission)};
}

// The person at the other end of the line is the one whose key signed.
Status CheckSigner(const trust::Envelope& envelope, const trust::TrustRoot& root, trust::Role role,
                   const std::string& caller) {
  if (trust::OwnersWhoSigned(envelope, root, role).contains(caller)) return Ok();
  const std::string needed(trust::Name(role));
  return WithDetail(PermissionDenied("not signed with a key that {} has as {}", caller, needed),
                    {"SIGNER_NOT_CALLER", {{"caller", caller}, {"role", needed}}});
}

Status CheckSubmission(const trust::Submission& submission, const ChangeSet& set, const Plan& plan,
                       const trust::TrustRoot& root, const std::string& caller) {
  if (submission.deployment != root.deployment) {
    return trust::Refuse(Refusal::kDeploymentWrong,
                         {{"ours", root.deployment}, {"theirs", submission.deployment}});
  }
  if (submission.list != set.list) {
    return trust::Refuse(Refusal::kApprovalForAnother, {{"list", set.list}});
  }
  if (submission.change_set != plan.digest) {
    return trust::Refuse(Refusal::kChangeSetMismatch, {{"change_set", ToHex(*plan.digest)}});
  }
  if (submission.author != caller) {
    return trust::Refuse(Refusal::kAuthorUnproven, {{"author", submission.author}});
  }
  return Ok();
}

Status CheckPlan(const Plan& plan, const std::vector<std::string>& accepted) {
  for (const Problem& problem : plan.problems) {
    if (!problem.guard) {
      return WithDetail(
          FailedPrecondition("row {}: {} ({})", problem.row, problem.detail, problem.id),
          {"CHANGE_SET_INVALID", {{"code", problem.code}, {"row", std::to_string(problem.row)}}});
    }
    if (std::find(accepted.begin(), accepted.end(), problem.code) == accepted.end()) {
      return WithDetail(
          FailedPrecondition("{}: say that {} is meant", problem.detail, problem.code),
          {"GUARD_NOT_ACCEPTED", {{"guard", problem.code}}});
    }
  }
  if (plan.records() > 0) return Ok();
  return WithDetail(FailedPrecondition("the list is already as the change set wants it"),
                    {"CHANGE_SET_EMPTY", {}});
}

// Only guards that were tripped, so that approvers read what was really accepted.
std::string TrippedGuards(const Plan& plan) {
  std::vector<std::string> codes;
  for (const Problem& problem : plan.problems) codes.push_back(problem.code);
  return Join(codes, ",");
}

Status Note(sql::Connection& store, Time now, const std::string& actor, const char* action,
            const ChangeSet& set) {
  return Append(store, {0, now, actor, action, ResourceName(set), "ok",
                        set.digest ? ToHex(*set.digest) : ""});
}

Result<ChangeSet> AfterNote(sql::Connection& store, Time now, const std::string& actor,
                            const char* action, std::int64_t number) {
  CHOWKI_ASSIGN_OR_RETURN(ChangeSet set, GetChangeSet(store, number));
  CHOWKI_RETURN_IF_ERROR(Note(store, now, actor, action, set));
  return set;
}

}  // namespace

Result<ChangeSet> Submit(sql::Connection& store, std::int64_t number, const std::string& caller,
                         const std::string& submission, const std::vector<std::string>& accepted,
                         const Guards& guards, Time now) {
  CHOWKI_ASSIGN_OR_RETURN(ChangeSet set, LockChangeSet(store, number));
  const bool submitted = set.state == State::kSubmitted || set.state == State::kApproved;
  if (submitted && set.submission == submission) return set;
  CHOWKI_RETURN_IF_ERROR(CheckState(set, State::kDraft));
  CHOWKI_ASSIGN_OR_RETURN(const SignedSubmission offered, ParseSigned(submission));
  CHOWKI_ASSIGN_OR_RETURN(const auto root, NewestRoot(store));
  sql::RowInserter records(store, "INSERT INTO record (change_set, id, revision, bytes) VALUES", 4);
  CHOWKI_ASSIGN_OR_RETURN(
      const Plan plan, MakePlan(store, set, guards, [&](const PlannedChange& change) -> Status {
        if (offered.submission.urgent) CHOWKI_RETURN_IF_ERROR(CheckUrgent(change, now));
        return records.Add(number, change.id, change.revision, sql::Blob{change.record});
      }));
  CHOWKI_RETURN_IF_ERROR(records.End());
  CHOWKI_RETURN_IF_ERROR(CheckPlan(plan, accepted));
  CHOWKI_RETURN_IF_ERROR(CheckSubmission(offered.submission, set, plan, *root, caller));
  CHOWKI_RETURN_IF_ERROR(CheckSigner(offered.envelope, *root, trust::Role::kAuthor, caller));
  // An urgent one waits for nobody.
  const bool urgent = offered.submission.urgent;
  if (urgent) {
    CHOWKI_RETURN_IF_ERROR(CheckSigner(offered.envelope, *root, trust::Role::kUrgent, caller));
  }
  const State next = urgent ? State::kApproved : State::kSubmitted;
  // Orders the change sets of the next version.
  CHOWKI_RETURN_IF_ERROR(store.Execute(
      "UPDATE change_set SET state = $1, records = $2, base_version = $3, digest = $4, "
      "accepted_guards = $5, submission = $6, submitted_order = "
      "(SELECT coalesce(max(submitted_order), 0) + 1 FROM change_set) WHERE number = $7",
      static_cast<std::int64_t>(next), plan.records(), plan.base_version, *plan.digest,
      TrippedGuards(plan), sql::Blob{submission}, number));
  CHOWKI_RETURN_IF_ERROR(store.Execute("DELETE FROM draft_row WHERE change_set = $1", number));
  return AfterNote(store, now, caller, urgent ? "changes.submit_urgent" : "changes.submit", number);
}

Result<ChangeSet> Approve(sql::Connection& store, std::int64_t number, const std::string& caller,
                          const std::string& approval, Time now) {
  CHOWKI_ASSIGN_OR_RETURN(ChangeSet set, LockChangeSet(store, number));
  const auto& already = set.approvers;
  if (std::find(already.begin(), already.end(), caller) != already.end()) return set;
  CHOWKI_RETURN_IF_ERROR(CheckState(set, State::kSubmitted));
  CHOWKI_ASSIGN_OR_RETURN(const SignedSubmission offered, ParseSigned(approval));
  CHOWKI_ASSIGN_OR_RETURN(SignedSubmission held, ParseSigned(set.submission));
  if (offered.envelope.payload != held.envelope.payload) {
    return trust::Refuse(Refusal::kApprovalForAnother, {{"list", offered.submission.list}});
  }
  if (caller == held.submission.author) {
    return trust::Refuse(Refusal::kSelfApproval, {{"have", set.approvers.size()}, {"need", 1}});
  }
  CHOWKI_ASSIGN_OR_RETURN(const auto root, NewestRoot(store));
  CHOWKI_RETURN_IF_ERROR(CheckSigner(offered.envelope, *root, trust::Role::kApprover, caller));
  // The caller's own signatures only: others may be anything.
  for (const trust::Signature& signature : offered.envelope.signatures) {
    trust::Envelope alone{offered.envelope.payload_type, offered.envelope.payload, {signature}};
    if (CheckSigner(alone, *root, trust::Role::kApprover, caller).ok()) {
      held.envelope.signatures.push_back(signature);
    }
  }
  const bool enough = trust::CheckApprovals(held.envelope, held.submission, *root).ok();
  CHOWKI_RETURN_IF_ERROR(store.Execute(
      "INSERT INTO approval (change_set, approver, author, approved_ms) VALUES ($1, $2, $3, $4)",
      number, caller, held.submission.author, ToMs(now)));
  CHOWKI_RETURN_IF_ERROR(store.Execute(
      "UPDATE change_set SET submission = $1, state = $2 WHERE number = $3",
      sql::Blob{trust::ToBytes(held.envelope)},
      static_cast<std::int64_t>(enough ? State::kApproved : State::kSubmitted), number));
  return AfterNote(store, now, caller, "changes.approve", number);
}

Result<ChangeSet> Reject(sql::Connection& store, std::int64_t number, const std::string& caller,
                         const std::string& reason, Time now) {
  CHOWKI_ASSIGN_OR_RETURN(const ChangeSet set, LockChangeSet(store, number));
  if (set.state == State::kRejected) return set;
  if (reason.empty() || reason.size() > kMaxReasonBytes || !IsUtf8(reason)) {
    return InvalidInput("a reason has 1 to {} bytes", kMaxReasonBytes);
  }
  if (set.state != State::kApproved) CHOWKI_RETURN_IF_ERROR(CheckState(set, State::kSubmitted));
  CHOWKI_RETURN_IF_ERROR(
      SetState(store, number, State::kRejected, fmt::format("rejected by {}: {}", caller, reason)));
  return AfterNote(store, now, caller, "changes.reject", number);
}

Result<ChangeSet> Withdraw(sql::Connection& store, std::int64_t number, const std::string& caller,
                           Time now) {
  CHOWKI_ASSIGN_OR_RETURN(const ChangeSet set, LockChangeSet(store, number));
  CHOWKI_ASSIGN_OR_RETURN(const bool of_post, IsProvisional(store, number));
  if (set.author != caller && !of_post) {
    return PermissionDenied("change set {} is {}'s", set.number, set.author);
  }
  if (set.state == State::kWithdrawn) return set;
  if (set.state != State::kDraft && set.state != State::kApproved) {
    CHOWKI_RETURN_IF_ERROR(CheckState(set, State::kSubmitted));
  }
  CHOWKI_RETURN_IF_ERROR(SetState(store, number, State::kWithdrawn));
  return AfterNote(store, now, caller, "changes.withdraw", number);
}

}  // namespace chowki::central
