#include "central_service/convert.h"

#include <algorithm>

#include "central/store.h"
#include "central_service/names.h"
#include "journal/chain.h"
#include "wire/field_error.h"
#include "wire/resource_name.h"
#include "wire/types.h"

namespace chowki::central_service {
namespace {

namespace pb = watchlist::v1;

constexpr size_t kMaxTitleBytes = 200;

// Of a request that makes a change set.
template <typename Request>
Result<central::NewChangeSet> NewChangeSetOf(const Request& request) {
  central::NewChangeSet wanted;
  CHOWKI_ASSIGN_OR_RETURN(wanted.list, ParseListName(request.parent()));
  const pb::ChangeSet& set = request.change_set();
  CHOWKI_RETURN_IF_ERROR(wire::CheckText("change_set.title", set.title(), kMaxTitleBytes));
  wanted.title = set.title();
  if (set.content() != pb::ChangeSet::CONTENT_CHANGES &&
      set.content() != pb::ChangeSet::CONTENT_WHOLE_LIST) {
    return wire::FieldError("change_set.content", InvalidInput("changes or whole list"));
  }
  wanted.content = static_cast<central::Content>(set.content());
  if (!wire::IsUuid(request.request_id())) {
    return wire::FieldError("request_id", InvalidInput("must be a UUID"));
  }
  wanted.request_id = request.request_id();
  return wanted;
}

}  // namespace

std::string ToBytes(const Digest& digest) { return {digest.begin(), digest.end()}; }

pb::ChangeSet ToProto(const central::ChangeSet& set) {
  pb::ChangeSet message;
  message.set_name(ChangeSetName(set.list, set.number));
  message.set_title(set.title);
  // Enumerators have one numbering throughout (change_set.h).
  message.set_content(static_cast<pb::ChangeSet::Content>(set.content));
  message.set_state(static_cast<pb::ChangeSet::State>(set.state));
  message.set_author(set.author);
  *message.mutable_create_time() = wire::ToProto(set.created);
  message.set_rows(set.rows);
  message.set_complete(set.complete);
  message.set_remark(set.remark);
  message.set_records(set.records);
  message.set_base_version(set.base_version);
  if (set.digest) message.set_digest(ToBytes(*set.digest));
  for (const std::string& guard : set.accepted_guards) message.add_accepted_guards(guard);
  message.set_submission(set.submission);
  for (const std::string& approver : set.approvers) message.add_approvers(approver);
  message.set_published_version(set.published_version);
  return message;
}

pb::Plan ToProto(const central::Plan& plan) {
  pb::Plan message;
  message.set_base_version(plan.base_version);
  message.set_added(plan.added);
  message.set_changed(plan.changed);
  message.set_removed(plan.removed);
  message.set_unchanged(plan.unchanged);
  message.set_entries_after(plan.entries_after);
  if (plan.digest) message.set_digest(ToBytes(*plan.digest));
  for (const central::Problem& problem : plan.problems) {
    pb::Plan::Problem& told = *message.add_problems();
    told.set_code(problem.code);
    told.set_guard(problem.guard);
    told.set_row(problem.row);
    told.set_id(problem.id);
    told.set_detail(problem.detail);
  }
  return message;
}

pb::PlannedChange ToProto(const central::PlannedChange& change) {
  pb::PlannedChange message;
  message.set_kind(static_cast<pb::PlannedChange::Kind>(change.kind));
  message.set_id(change.id);
  message.set_before(change.before);
  message.set_record(change.record);
  return message;
}

pb::Version ToProto(const central::Version& version) {
  pb::Version message;
  message.set_number(version.number);
  message.set_epoch(version.epoch);
  *message.mutable_publish_time() = wire::ToProto(version.published);
  message.set_entries(version.entries);
  message.set_state_root(ToBytes(version.state_root));
  message.set_manifest_sha256(ToBytes(version.manifest_sha256));
  return message;
}

pb::DraftFromFileResponse::Problem ToProto(const watchlist::Problem& problem) {
  pb::DraftFromFileResponse::Problem message;
  message.set_line(problem.line);
  message.set_row_skipped(problem.row_skipped);
  message.set_column(problem.column);
  message.set_reason(problem.reason);
  return message;
}

event::v1::Cursor ToProto(const central::Cursor& cursor) {
  event::v1::Cursor message;
  message.set_stream_epoch(cursor.stream_epoch);
  message.set_sequence(cursor.sequence);
  message.set_chain(ToBytes(cursor.chain));
  return message;
}

audit::v1::Record ToProto(const central::AuditRecord& record) {
  audit::v1::Record message;
  message.set_index(record.index);
  message.set_time_unix_ms(central::ToMs(record.time));
  message.set_actor(record.actor);
  message.set_action(record.action);
  message.set_resource(record.resource);
  message.set_outcome(record.outcome);
  message.set_detail(record.detail);
  return message;
}

Result<central::NewChangeSet> FromProto(const pb::CreateChangeSetRequest& request) {
  return NewChangeSetOf(request);
}

Result<central::NewChangeSet> FromProto(const pb::DraftFromFileRequest& request) {
  return NewChangeSetOf(request);
}

Result<central::DraftRow> FromProto(const pb::Change& change) {
  switch (change.change_case()) {
    case pb::Change::kPut:
      return central::DraftRow{change.put(), ""};
    case pb::Change::kRemove:
      return central::DraftRow{"", change.remove()};
    default:
      return wire::FieldError("changes", InvalidInput("a row puts or removes"));
  }
}

central::Event FromProto(const event::v1::Event& event) {
  central::Event row{event.sequence(), event.time_us(), event.kind(), event.payload()};
  const std::string& digest = event.erased_sha256();
  if (row.payload.empty() && digest.size() == sizeof(Digest)) {
    std::ranges::copy(digest, reinterpret_cast<char*>(row.erased.emplace().data()));
  }
  return row;
}

Digest HashOfRow(const central::Event& event, const Digest& previous) {
  return journal::HashOf(
      {event.sequence, event.time_us, event.kind, event.payload, previous, {}, event.erased});
}

}  // namespace chowki::central_service
