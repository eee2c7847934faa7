#include "sync/centre.h"

#include "chowki/sync/v1/sync_service.grpc.pb.h"
#include "sync/grpc_status.h"
#include "sync/line.h"
#include "trust/byte_text.h"
#include "trust/envelope.h"
#include "trust/manifest.h"
#include "trust/refusal.h"

namespace chowki::sync {
namespace {

using namespace std::chrono_literals;  // NOLINT(google-build-using-namespace)

constexpr auto kCallPatience = 60s;
// A stream begins anew where it stopped, so that a deadline costs one piece.
constexpr auto kStreamPatience = 30min;
// One bucket of a list of a billion short entries; whoever sends more wants our memory.
constexpr size_t kMostBucketBytes = 64 << 20;
// A line that was just reset is dialled again; a call before that would only hear of the reset.
constexpr auto kRedialPatience = 3s;

void Tell(const trust::TrustState& state, const std::set<std::string>* follows,
          google::protobuf::RepeatedPtrField<v1::HeldList>& out) {
  const auto add = [&](const std::string& name, const trust::HeldList* held) {
    auto& list = *out.Add();
    list.set_list(name);
    if (held == nullptr) return;
    list.set_epoch(held->epoch);
    list.set_version(held->version);
    list.set_state_root(trust::AsText(held->state_root));
  };
  if (follows != nullptr) {
    for (const std::string& name : *follows) add(name, state.Find(name));
  } else {
    for (const auto& [name, held] : state.lists) add(name, &held);
  }
}

}  // namespace

struct Centre::Calls {
  explicit Calls(Dialled made) : dialled(std::move(made)) {}
  [[nodiscard]] v1::SyncService::Stub& Stub() {
    if (const auto& newest = dialled.channel(); newest != channel) {
      channel = newest;
      stub = v1::SyncService::NewStub(channel);
    }
    return *stub;
  }

  Dialled dialled;
  std::shared_ptr<grpc::Channel> channel;
  std::unique_ptr<v1::SyncService::Stub> stub;
  Line line;
};

std::string ListOf(const std::string& manifest) {
  const auto envelope = trust::ParseEnvelope(manifest, trust::kMaxManifestBytes);
  if (!envelope.ok()) return "";
  const auto parsed = trust::ParseManifest(envelope->payload);
  return parsed.ok() ? parsed->list : "";
}

Centre::Centre(std::unique_ptr<Calls> calls) : calls_(std::move(calls)) {}
Centre::~Centre() = default;

Result<std::unique_ptr<Centre>> Centre::Make(const CentreAddress& address,
                                             const CertificateFiles& files) {
  CHOWKI_ASSIGN_OR_RETURN(Dialled dialled, Dialled::Make(address, files));
  return std::unique_ptr<Centre>(new Centre(std::make_unique<Calls>(std::move(dialled))));
}

Result<std::vector<std::string>> Centre::GetRoots(std::int64_t after_version) {
  v1::GetRootsRequest request;
  request.set_after_version(after_version);
  v1::GetRootsResponse response;
  Call call(calls_->line, kCallPatience);
  CHOWKI_RETURN_IF_ERROR(FromGrpc(calls_->Stub().GetRoots(&call.context, request, &response)));
  return std::vector<std::string>(response.roots().begin(), response.roots().end());
}

Result<Offered> Centre::GetHead(const trust::TrustState& held, const std::set<std::string>& follows,
                                std::chrono::seconds wait) {
  v1::GetHeadRequest request;
  Tell(held, &follows, *request.mutable_held());
  if (held.heartbeat) request.set_heartbeat_sequence(held.heartbeat->heartbeat.sequence);
  if (wait > 0s) request.mutable_wait()->set_seconds(std::min(wait, kMaxWait).count());
  v1::GetHeadResponse response;
  Call call(calls_->line, kCallPatience + std::min(wait, kMaxWait));
  CHOWKI_RETURN_IF_ERROR(FromGrpc(calls_->Stub().GetHead(&call.context, request, &response)));
  Offered offered;
  offered.heartbeat = response.heartbeat();
  offered.manifests.assign(response.manifests().begin(), response.manifests().end());
  offered.root_version = response.root_version();
  offered.minimum_wait = std::chrono::seconds(response.minimum_wait().seconds());
  return offered;
}

Result<std::vector<std::string>> Centre::ListManifests(const std::string& list,
                                                       std::int64_t after_version) {
  v1::ListManifestsRequest request;
  request.set_list(list);
  request.set_after_version(after_version);
  v1::ListManifestsResponse response;
  Call call(calls_->line, kCallPatience);
  CHOWKI_RETURN_IF_ERROR(FromGrpc(calls_->Stub().ListManifests(&call.context, request, &response)));
  return std::vector<std::string>(response.manifests().begin(), response.manifests().end());
}

Status Centre::StreamFile(const Digest& sha256, std::int64_t first_byte, const TakePiece& take) {
  v1::StreamFileRequest request;
  request.set_sha256(trust::AsText(sha256));
  request.set_first_byte(first_byte);
  v1::SyncService::Stub& stub = calls_->Stub();
  static_cast<void>(
      calls_->channel->WaitForConnected(std::chrono::system_clock::now() + kRedialPatience));
  Call call(calls_->line, kStreamPatience);
  const auto stream = stub.StreamFile(&call.context, request);
  v1::StreamFileResponse response;
  while (stream->Read(&response)) {
    const Status taken = take(trust::AsBytes(response.piece()));
    if (taken.ok()) continue;
    call.context.TryCancel();
    while (stream->Read(&response)) {
    }
    static_cast<void>(stream->Finish());
    return taken;
  }
  return FromGrpc(stream->Finish());
}

Result<trust::BucketDigests> Centre::GetBucketDigests(const std::string& list,
                                                      std::int64_t version) {
  v1::GetBucketDigestsRequest request;
  request.set_list(list);
  request.set_version(version);
  v1::GetBucketDigestsResponse response;
  Call call(calls_->line, kCallPatience);
  CHOWKI_RETURN_IF_ERROR(
      FromGrpc(calls_->Stub().GetBucketDigests(&call.context, request, &response)));
  return trust::BucketDigestsFromBytes(response.digests());
}

Status Centre::StreamBuckets(const std::string& list, std::int64_t version,
                             const std::vector<int>& buckets, const TakeBucket& take) {
  v1::StreamBucketsRequest request;
  request.set_list(list);
  request.set_version(version);
  for (const int bucket : buckets) request.add_buckets(bucket);
  Call call(calls_->line, kStreamPatience);
  const auto stream = calls_->Stub().StreamBuckets(&call.context, request);
  v1::StreamBucketsResponse response;
  // A bucket may come in several messages; it is whole when another one begins.
  std::optional<int> bucket;
  std::vector<std::string> entries;
  size_t bytes = 0;
  Status status = Ok();
  while (status.ok() && stream->Read(&response)) {
    if (bucket && *bucket != response.bucket()) {
      status = take(*bucket, entries);
      entries.clear();
      bytes = 0;
    }
    bucket = response.bucket();
    bytes += response.ByteSizeLong();
    if (status.ok() && bytes > kMostBucketBytes) {
      status = trust::Refuse(trust::Refusal::kFileLengthWrong, {{"bucket", *bucket}});
    }
    for (std::string& entry : *response.mutable_entries()) entries.push_back(std::move(entry));
  }
  if (!status.ok()) {
    call.context.TryCancel();
    while (stream->Read(&response)) {
    }
    static_cast<void>(stream->Finish());
    return status;
  }
  CHOWKI_RETURN_IF_ERROR(FromGrpc(stream->Finish()));
  return bucket ? take(*bucket, entries) : Ok();
}

Result<Withdrawn> Centre::GetWithdrawn(std::int64_t known_change) {
  v1::GetWithdrawnRequest request;
  request.set_known_change(known_change);
  v1::GetWithdrawnResponse response;
  Call call(calls_->line, kCallPatience);
  CHOWKI_RETURN_IF_ERROR(FromGrpc(calls_->Stub().GetWithdrawn(&call.context, request, &response)));
  Withdrawn withdrawn{response.change(), {}};
  for (const auto& post : response.posts()) {
    withdrawn.posts.push_back(
        {post.device(), {post.accepted_serials().begin(), post.accepted_serials().end()}});
  }
  return withdrawn;
}

Status Centre::Report(const trust::TrustState& held, const PostReport& report) {
  v1::ReportStateRequest request;
  Tell(held, nullptr, *request.mutable_held());
  request.set_events_waiting(report.events_waiting);
  request.set_disk_free_bytes(report.disk_free_bytes);
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  request.set_clock_unix_ms(std::chrono::duration_cast<std::chrono::milliseconds>(now).count());
  request.set_last_error_reason(report.last_error_reason);
  v1::ReportStateResponse response;
  Call call(calls_->line, kCallPatience);
  return FromGrpc(calls_->Stub().ReportState(&call.context, request, &response));
}

void Centre::Cancel() { calls_->line.Cancel(); }

}  // namespace chowki::sync
