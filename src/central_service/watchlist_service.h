#pragma once

#include "central_service/centre.h"
#include "chowki/watchlist/v1/watchlist_service.grpc.pb.h"
#include "service/gate.h"

namespace chowki::central_service {

// chowki.watchlist.v1.WatchlistService, for admins, approvers and auditors.
//
// thread  safe.
class WatchlistService final : public watchlist::v1::WatchlistService::Service {
 public:
  WatchlistService(const Centre& centre, service::Gate* gate) : centre_(centre), gate_(gate) {}

  grpc::Status ListWatchlists(grpc::ServerContext* context,
                              const watchlist::v1::ListWatchlistsRequest* request,
                              watchlist::v1::ListWatchlistsResponse* response) override;
  grpc::Status ListVersions(grpc::ServerContext* context,
                            const watchlist::v1::ListVersionsRequest* request,
                            watchlist::v1::ListVersionsResponse* response) override;
  grpc::Status ListEntries(grpc::ServerContext* context,
                           const watchlist::v1::ListEntriesRequest* request,
                           watchlist::v1::ListEntriesResponse* response) override;
  grpc::Status ListEntryRevisions(grpc::ServerContext* context,
                                  const watchlist::v1::ListEntryRevisionsRequest* request,
                                  watchlist::v1::ListEntryRevisionsResponse* response) override;
  grpc::Status GetChangeSet(grpc::ServerContext* context,
                            const watchlist::v1::GetChangeSetRequest* request,
                            watchlist::v1::ChangeSet* response) override;
  grpc::Status ListChangeSets(grpc::ServerContext* context,
                              const watchlist::v1::ListChangeSetsRequest* request,
                              watchlist::v1::ListChangeSetsResponse* response) override;
  grpc::Status CreateChangeSet(grpc::ServerContext* context,
                               const watchlist::v1::CreateChangeSetRequest* request,
                               watchlist::v1::ChangeSet* response) override;
  grpc::Status ImportChanges(
      grpc::ServerContext* context,
      grpc::ServerReaderWriter<watchlist::v1::ImportChangesResponse,
                               watchlist::v1::ImportChangesRequest>* stream) override;
  grpc::Status DraftFromFile(grpc::ServerContext* context,
                             const watchlist::v1::DraftFromFileRequest* request,
                             watchlist::v1::DraftFromFileResponse* response) override;
  grpc::Status PlanChangeSet(grpc::ServerContext* context,
                             const watchlist::v1::PlanChangeSetRequest* request,
                             watchlist::v1::PlanChangeSetResponse* response) override;
  grpc::Status StreamChanges(
      grpc::ServerContext* context, const watchlist::v1::StreamChangesRequest* request,
      grpc::ServerWriter<watchlist::v1::StreamChangesResponse>* writer) override;
  grpc::Status SubmitChangeSet(grpc::ServerContext* context,
                               const watchlist::v1::SubmitChangeSetRequest* request,
                               watchlist::v1::ChangeSet* response) override;
  grpc::Status WithdrawChangeSet(grpc::ServerContext* context,
                                 const watchlist::v1::WithdrawChangeSetRequest* request,
                                 watchlist::v1::ChangeSet* response) override;
  grpc::Status ApproveChangeSet(grpc::ServerContext* context,
                                const watchlist::v1::ApproveChangeSetRequest* request,
                                watchlist::v1::ChangeSet* response) override;
  grpc::Status RejectChangeSet(grpc::ServerContext* context,
                               const watchlist::v1::RejectChangeSetRequest* request,
                               watchlist::v1::ChangeSet* response) override;
  grpc::Status PublishVersion(grpc::ServerContext* context,
                              const watchlist::v1::PublishVersionRequest* request,
                              watchlist::v1::PublishVersionResponse* response) override;
  grpc::Status DraftRevert(grpc::ServerContext* context,
                           const watchlist::v1::DraftRevertRequest* request,
                           watchlist::v1::ChangeSet* response) override;

 private:
  const Centre centre_;
  service::Gate* const gate_;
};

}  // namespace chowki::central_service
