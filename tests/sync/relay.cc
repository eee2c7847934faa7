#include "sync/relay.h"

#include <algorithm>

#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server_builder.h>

#include "sync/piece.h"
#include "trust/bucket.h"
#include "trust/byte_text.h"

namespace chowki::sync::test {

Relay::Relay(trust::test::Deployment& centre, std::shared_ptr<grpc::ServerCredentials> credentials)
    : centre_(centre) {
  if (!credentials) credentials = grpc::InsecureServerCredentials();
  grpc::ServerBuilder builder;
  builder.AddListeningPort("127.0.0.1:0", credentials, &port_);
  builder.RegisterService(this);
  server_ = builder.BuildAndStart();
  CHOWKI_CHECK(server_ != nullptr);
}

Relay::~Relay() { server_->Shutdown(); }

std::string Relay::address() const { return "127.0.0.1:" + std::to_string(port_); }

const trust::test::Version* Relay::Find(const std::string& list, std::int64_t version) const {
  const auto found = centre_.lists.find(list);
  if (found == centre_.lists.end()) return nullptr;
  for (const auto& known : found->second) {
    if (known.manifest.version == version) return &known;
  }
  return nullptr;
}

grpc::Status Relay::GetRoots(grpc::ServerContext*, const v1::GetRootsRequest* request,
                             v1::GetRootsResponse* response) {
  const std::lock_guard lock(mutex_);
  for (size_t i = static_cast<size_t>(request->after_version()); i < centre_.roots.size(); ++i) {
    response->add_roots(centre_.roots[i]);
  }
  return grpc::Status::OK;
}

grpc::Status Relay::GetHead(grpc::ServerContext*, const v1::GetHeadRequest* request,
                            v1::GetHeadResponse* response) {
  const std::lock_guard lock(mutex_);
  if (centre_.heartbeat.sequence > request->heartbeat_sequence()) {
    response->set_heartbeat(centre_.heartbeat_envelope);
  }
  for (const auto& held : request->held()) {
    const auto list = centre_.lists.find(held.list());
    if (list == centre_.lists.end()) continue;
    const auto& newest = list->second.back();
    if (newest.manifest.version != held.version()) response->add_manifests(newest.envelope);
  }
  response->set_root_version(static_cast<std::int64_t>(centre_.roots.size()));
  if (spoil_head) spoil_head(*response);
  return grpc::Status::OK;
}

grpc::Status Relay::ListManifests(grpc::ServerContext*, const v1::ListManifestsRequest* request,
                                  v1::ListManifestsResponse* response) {
  const std::lock_guard lock(mutex_);
  for (std::int64_t version = request->after_version() + 1;; ++version) {
    const auto* found = Find(request->list(), version);
    if (found == nullptr) return grpc::Status::OK;
    response->add_manifests(found->envelope);
  }
}

grpc::Status Relay::StreamFile(grpc::ServerContext*, const v1::StreamFileRequest* request,
                               grpc::ServerWriter<v1::StreamFileResponse>* writer) {
  const std::lock_guard lock(mutex_);
  ++files_asked;
  const auto name = trust::AsArray<32>(request->sha256());
  const auto file = name ? centre_.files.find(*name) : centre_.files.end();
  if (file == centre_.files.end()) return {grpc::StatusCode::NOT_FOUND, "no such file"};
  std::int64_t sent = 0;
  for (auto at = static_cast<size_t>(request->first_byte()); at < file->second.size();) {
    v1::StreamFileResponse response;
    *response.mutable_piece() = file->second.substr(at, PieceBytes(sent));
    at += response.piece().size();
    const auto size = static_cast<std::int64_t>(response.piece().size());
    // What does not fit any more is on the way when the line breaks, and is lost.
    bytes_sent += breaks_after > 0 ? std::min(size, breaks_after - sent) : size;
    sent += size;
    if (breaks_after > 0 && sent > breaks_after) {
      return {grpc::StatusCode::UNAVAILABLE, "the line broke"};
    }
    if (spoil_piece) spoil_piece(*response.mutable_piece());
    writer->Write(response);
  }
  return grpc::Status::OK;
}

grpc::Status Relay::GetBucketDigests(grpc::ServerContext*,
                                     const v1::GetBucketDigestsRequest* request,
                                     v1::GetBucketDigestsResponse* response) {
  const std::lock_guard lock(mutex_);
  const auto* version = Find(request->list(), request->version());
  if (version == nullptr) return {grpc::StatusCode::NOT_FOUND, "no such version"};
  trust::BucketDigests digests;
  for (int bucket = 0; bucket < trust::kBucketCount; ++bucket) {
    trust::BucketHasher hasher;
    for (const auto& [id, bytes] : version->entries) {
      if (trust::BucketOf(id) == bucket) hasher.Add(id, Sha256(bytes));
    }
    digests.push_back(hasher.Finish());
  }
  response->set_digests(trust::ToBytes(digests));
  return grpc::Status::OK;
}

grpc::Status Relay::StreamBuckets(grpc::ServerContext*, const v1::StreamBucketsRequest* request,
                                  grpc::ServerWriter<v1::StreamBucketsResponse>* writer) {
  std::unique_lock lock(mutex_);
  if (const auto wait = before_buckets) {
    lock.unlock();
    wait();
    lock.lock();
  }
  const auto* version = Find(request->list(), request->version());
  if (version == nullptr) return {grpc::StatusCode::NOT_FOUND, "no such version"};
  for (const int bucket : request->buckets()) {
    v1::StreamBucketsResponse response;
    response.set_bucket(bucket);
    for (const auto& [id, bytes] : version->entries) {
      if (trust::BucketOf(id) == bucket) response.add_entries(bytes);
    }
    if (spoil_bucket) spoil_bucket(response);
    writer->Write(response);
  }
  return grpc::Status::OK;
}

grpc::Status Relay::ReportState(grpc::ServerContext*, const v1::ReportStateRequest* request,
                                v1::ReportStateResponse*) {
  const std::lock_guard lock(mutex_);
  last_report_ = *request;
  return grpc::Status::OK;
}

}  // namespace chowki::sync::test
