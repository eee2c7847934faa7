#include "app/cli/changes_client.h"

#include <algorithm>

#include <grpcpp/client_context.h>

#include "screen/screening_id.h"
#include "trust/change_set.h"

namespace chowki::app::cli {
namespace {

namespace pb = watchlist::v1;

constexpr size_t kBatchRows = 1000;
constexpr size_t kBatchBytes = 512 << 10;
constexpr int kImportAttempts = 5;

std::string ListName(const std::string& list) { return "watchlists/" + list; }

// One call that asks and is answered.
template <typename Stub, typename Request, typename Response>
Result<Response> Ask(Stub& stub, grpc::ClientContext& context, const Request& request,
                     grpc::Status (Stub::*call)(grpc::ClientContext*, const Request&, Response*)) {
  Response response;
  CHOWKI_RETURN_IF_ERROR(FromGrpc((stub.*call)(&context, request, &response)));
  return response;
}

}  // namespace

using Stub = pb::WatchlistService::Stub;

ChangesClient::ChangesClient(std::shared_ptr<grpc::Channel> channel, int timeout_s)
    : channel_(std::move(channel)),
      stub_(pb::WatchlistService::NewStub(channel_)),
      timeout_s_(timeout_s) {}

Result<ChangesClient> ChangesClient::Open(const ConnectionOptions& options) {
  CHOWKI_ASSIGN_OR_RETURN(auto channel, Connect(options));
  return ChangesClient(std::move(channel), options.timeout_s);
}

void ChangesClient::SetDeadline(grpc::ClientContext& context) const {
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(timeout_s_));
}

Result<pb::ChangeSet> ChangesClient::Create(const std::string& list, const std::string& title,
                                            bool whole_list) {
  grpc::ClientContext context;
  SetDeadline(context);
  pb::CreateChangeSetRequest request;
  request.set_parent(ListName(list));
  request.set_request_id(screen::NewScreeningId(SystemClock().Now()));
  request.mutable_change_set()->set_title(title);
  request.mutable_change_set()->set_content(whole_list ? pb::ChangeSet::CONTENT_WHOLE_LIST
                                                       : pb::ChangeSet::CONTENT_CHANGES);
  return Ask(*stub_, context, request, &Stub::CreateChangeSet);
}

Status ChangesClient::ImportOnce(const std::string& name, const std::vector<pb::Change>& rows,
                                 const std::function<void(size_t)>& progress, size_t& kept) {
  grpc::ClientContext context;
  SetDeadline(context);
  const auto stream = stub_->ImportChanges(&context);
  pb::ImportChangesRequest request;
  pb::ImportChangesResponse response;
  request.set_change_set(name);
  bool alive = stream->Write(request) && stream->Read(&response);
  kept = static_cast<size_t>(response.rows());
  bool ended = false;
  while (alive && !ended) {
    pb::ImportChangesRequest::Rows& batch = *request.mutable_rows();
    batch.Clear();
    batch.set_first_row(static_cast<std::int64_t>(kept) + 1);
    size_t bytes = 0;
    for (size_t i = kept; i < rows.size() && i < kept + kBatchRows && bytes < kBatchBytes; ++i) {
      *batch.add_changes() = rows[i];
      bytes += rows[i].ByteSizeLong();
    }
    ended = kept + static_cast<size_t>(batch.changes_size()) >= rows.size();
    batch.set_last(ended);
    alive = stream->Write(request) && stream->Read(&response);
    if (alive) {
      kept = static_cast<size_t>(response.rows());
      progress(kept);
    }
  }
  stream->WritesDone();
  return FromGrpc(stream->Finish());
}

Status ChangesClient::Import(const std::string& name, const std::vector<pb::Change>& rows,
                             const std::function<void(size_t)>& progress) {
  size_t kept = 0;
  Status status = Ok();
  for (int attempt = 0; attempt < kImportAttempts; ++attempt) {
    status = ImportOnce(name, rows, progress, kept);
    const bool again =
        status.code() == StatusCode::kUnavailable || status.code() == StatusCode::kDeadlineExceeded;
    if (!again) return status;
  }
  return status;
}

Result<pb::Plan> ChangesClient::Plan(const std::string& name) {
  grpc::ClientContext context;
  SetDeadline(context);
  pb::PlanChangeSetRequest request;
  request.set_name(name);
  CHOWKI_ASSIGN_OR_RETURN(const auto response, Ask(*stub_, context, request, &Stub::PlanChangeSet));
  return response.plan();
}

Result<pb::ChangeSet> ChangesClient::Get(const std::string& name) {
  grpc::ClientContext context;
  SetDeadline(context);
  pb::GetChangeSetRequest request;
  request.set_name(name);
  return Ask(*stub_, context, request, &Stub::GetChangeSet);
}

Result<std::vector<pb::ChangeSet>> ChangesClient::List(const std::string& list) {
  std::vector<pb::ChangeSet> sets;
  pb::ListChangeSetsRequest request;
  request.set_parent(ListName(list));
  do {
    grpc::ClientContext context;
    SetDeadline(context);
    CHOWKI_ASSIGN_OR_RETURN(const auto page, Ask(*stub_, context, request, &Stub::ListChangeSets));
    sets.insert(sets.end(), page.change_sets().begin(), page.change_sets().end());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return sets;
}

Result<Digest> ChangesClient::ForEachChange(
    const std::string& name, const std::function<void(const pb::PlannedChange&)>& take) {
  grpc::ClientContext context;
  SetDeadline(context);
  pb::StreamChangesRequest request;
  request.set_name(name);
  const auto reader = stub_->StreamChanges(&context, request);
  trust::ChangeSetHasher hasher;
  pb::StreamChangesResponse response;
  while (reader->Read(&response)) {
    for (const pb::PlannedChange& change : response.changes()) {
      hasher.Add(change.record());
      take(change);
    }
  }
  CHOWKI_RETURN_IF_ERROR(FromGrpc(reader->Finish()));
  return hasher.Finish();
}

Result<pb::ChangeSet> ChangesClient::Submit(const std::string& name, const std::string& submission,
                                            const std::vector<std::string>& accepted) {
  grpc::ClientContext context;
  SetDeadline(context);
  pb::SubmitChangeSetRequest request;
  request.set_name(name);
  request.set_submission(submission);
  for (const std::string& guard : accepted) request.add_accepted_guards(guard);
  return Ask(*stub_, context, request, &Stub::SubmitChangeSet);
}

Result<pb::ChangeSet> ChangesClient::Approve(const std::string& name, const std::string& approval) {
  grpc::ClientContext context;
  SetDeadline(context);
  pb::ApproveChangeSetRequest request;
  request.set_name(name);
  request.set_approval(approval);
  return Ask(*stub_, context, request, &Stub::ApproveChangeSet);
}

Result<pb::ChangeSet> ChangesClient::Reject(const std::string& name, const std::string& reason) {
  grpc::ClientContext context;
  SetDeadline(context);
  pb::RejectChangeSetRequest request;
  request.set_name(name);
  request.set_reason(reason);
  return Ask(*stub_, context, request, &Stub::RejectChangeSet);
}

Result<pb::ChangeSet> ChangesClient::Withdraw(const std::string& name) {
  grpc::ClientContext context;
  SetDeadline(context);
  pb::WithdrawChangeSetRequest request;
  request.set_name(name);
  return Ask(*stub_, context, request, &Stub::WithdrawChangeSet);
}

Result<pb::PublishVersionResponse> ChangesClient::Publish(const std::string& list,
                                                          const std::vector<std::string>& names) {
  grpc::ClientContext context;
  SetDeadline(context);
  pb::PublishVersionRequest request;
  request.set_parent(ListName(list));
  for (const std::string& name : names) request.add_change_sets(name);
  return Ask(*stub_, context, request, &Stub::PublishVersion);
}

Result<pb::ChangeSet> ChangesClient::Revert(const std::string& list, std::int64_t to_version) {
  grpc::ClientContext context;
  SetDeadline(context);
  pb::DraftRevertRequest request;
  request.set_parent(ListName(list));
  request.set_to_version(to_version);
  request.set_request_id(screen::NewScreeningId(SystemClock().Now()));
  return Ask(*stub_, context, request, &Stub::DraftRevert);
}

Result<std::vector<pb::Version>> ChangesClient::Versions(const std::string& list) {
  std::vector<pb::Version> versions;
  pb::ListVersionsRequest request;
  request.set_parent(ListName(list));
  do {
    grpc::ClientContext context;
    SetDeadline(context);
    CHOWKI_ASSIGN_OR_RETURN(const auto page, Ask(*stub_, context, request, &Stub::ListVersions));
    versions.insert(versions.end(), page.versions().begin(), page.versions().end());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return versions;
}

}  // namespace chowki::app::cli
