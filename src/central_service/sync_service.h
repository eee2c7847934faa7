#pragma once

#include "central_service/centre.h"
#include "chowki/sync/v1/sync_service.grpc.pb.h"
#include "service/gate.h"

namespace chowki::central_service {

// chowki.sync.v1.SyncService, for posts.
//
// thread  safe.
class SyncService final
    : public sync::v1::SyncService::WithCallbackMethod_GetHead<sync::v1::SyncService::Service> {
 public:
  SyncService(const Centre& centre, service::Gate* gate) : centre_(centre), gate_(gate) {}

  grpc::Status GetRoots(grpc::ServerContext* context, const sync::v1::GetRootsRequest* request,
                        sync::v1::GetRootsResponse* response) override;
  // Every post of the country waits here: without a thread.
  using WithCallbackMethod_GetHead::GetHead;
  grpc::ServerUnaryReactor* GetHead(grpc::CallbackServerContext* context,
                                    const sync::v1::GetHeadRequest* request,
                                    sync::v1::GetHeadResponse* response) override;
  grpc::Status ListManifests(grpc::ServerContext* context,
                             const sync::v1::ListManifestsRequest* request,
                             sync::v1::ListManifestsResponse* response) override;
  grpc::Status StreamFile(grpc::ServerContext* context, const sync::v1::StreamFileRequest* request,
                          grpc::ServerWriter<sync::v1::StreamFileResponse>* writer) override;
  grpc::Status GetBucketDigests(grpc::ServerContext* context,
                                const sync::v1::GetBucketDigestsRequest* request,
                                sync::v1::GetBucketDigestsResponse* response) override;
  grpc::Status StreamBuckets(grpc::ServerContext* context,
                             const sync::v1::StreamBucketsRequest* request,
                             grpc::ServerWriter<sync::v1::StreamBucketsResponse>* writer) override;
  grpc::Status GetWithdrawn(grpc::ServerContext* context,
                            const sync::v1::GetWithdrawnRequest* request,
                            sync::v1::GetWithdrawnResponse* response) override;
  grpc::Status ReportState(grpc::ServerContext* context,
                           const sync::v1::ReportStateRequest* request,
                           sync::v1::ReportStateResponse* response) override;

 private:
  const Centre centre_;
  service::Gate* const gate_;
};

}  // namespace chowki::central_service
