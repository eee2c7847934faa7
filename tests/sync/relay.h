#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include <grpcpp/server.h>

#include "chowki/sync/v1/sync_service.grpc.pb.h"
#include "trust/deployment.h"

namespace chowki::sync::test {

// Hands on what an invented deployment published, over real gRPC on loopback and without any key:
// a relay, as honest as its members say. While a post calls by itself, deployment and members are
// changed within Edit only.
class Relay final : public v1::SyncService::Service {
 public:
  // credentials  nullptr: without TLS.
  explicit Relay(trust::test::Deployment& centre,
                 std::shared_ptr<grpc::ServerCredentials> credentials = nullptr);
  ~Relay() override;

  [[nodiscard]] std::string address() const;
  [[nodiscard]] int port() const { return port_; }

  // Of the bytes of files, one call carries so many before the line breaks; 0: all.
  std::int64_t breaks_after = 0;
  std::function<void(std::string& piece)> spoil_piece;
  std::function<void(v1::GetHeadResponse& head)> spoil_head;
  std::function<void(v1::StreamBucketsResponse& bucket)> spoil_bucket;
  // Called before buckets are sent, while others are served.
  std::function<void()> before_buckets;
  std::atomic<std::int64_t> bytes_sent = 0;
  std::atomic<int> files_asked = 0;

  void Edit(const std::function<void()>& edit) {
    const std::lock_guard lock(mutex_);
    edit();
  }

  // What a post told last.
  [[nodiscard]] v1::ReportStateRequest LastReport() const {
    const std::lock_guard lock(mutex_);
    return last_report_;
  }
  [[nodiscard]] std::string LastErrorReason() const { return LastReport().last_error_reason(); }

  grpc::Status GetRoots(grpc::ServerContext* context, const v1::GetRootsRequest* request,
                        v1::GetRootsResponse* response) override;
  grpc::Status GetHead(grpc::ServerContext* context, const v1::GetHeadRequest* request,
                       v1::GetHeadResponse* response) override;
  grpc::Status ListManifests(grpc::ServerContext* context, const v1::ListManifestsRequest* request,
                             v1::ListManifestsResponse* response) override;
  grpc::Status StreamFile(grpc::ServerContext* context, const v1::StreamFileRequest* request,
                          grpc::ServerWriter<v1::StreamFileResponse>* writer) override;
  grpc::Status GetBucketDigests(grpc::ServerContext* context,
                                const v1::GetBucketDigestsRequest* request,
                                v1::GetBucketDigestsResponse* response) override;
  grpc::Status StreamBuckets(grpc::ServerContext* context, const v1::StreamBucketsRequest* request,
                             grpc::ServerWriter<v1::StreamBucketsResponse>* writer) override;
  grpc::Status ReportState(grpc::ServerContext* context, const v1::ReportStateRequest* request,
                           v1::ReportStateResponse* response) override;

 private:
  [[nodiscard]] const trust::test::Version* Find(const std::string& list,
                                                 std::int64_t version) const;
  mutable std::mutex mutex_;
  v1::ReportStateRequest last_report_;
  trust::test::Deployment& centre_;
  int port_ = 0;
  std::unique_ptr<grpc::Server> server_;
};

}  // namespace chowki::sync::test
