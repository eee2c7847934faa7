#pragma once

#include <chrono>

#include "chowki/screening/v1/screening_service.grpc.pb.h"
#include "service/desk.h"
#include "service/gate.h"
#include "service/server.h"

namespace chowki::service {

// chowki.screening.v1.ScreeningService.
//
// thread  safe.
class ScreeningService final : public screening::v1::ScreeningService::Service {
 public:
  struct Options {
    // Kiosks are answered at multiples of this after the call came in, so that the time taken tells
    // nothing about what was found. 0: at once.
    std::chrono::milliseconds kiosk_step{200};
  };

  // desk, gate  must outlive the service.
  ScreeningService(Desk* desk, Gate* gate, Options options)
      : desk_(desk), gate_(gate), options_(options) {}

  grpc::Status ScreenDocument(grpc::ServerContext* context,
                              const screening::v1::ScreenDocumentRequest* request,
                              screening::v1::ScreenDocumentResponse* response) override;
  grpc::Status ScreenDocumentProgress(
      grpc::ServerContext* context, const screening::v1::ScreenDocumentProgressRequest* request,
      grpc::ServerWriter<screening::v1::ScreenDocumentProgressResponse>* writer) override;
  grpc::Status AppendUpload(grpc::ServerContext* context,
                            const screening::v1::AppendUploadRequest* request,
                            screening::v1::Upload* response) override;
  grpc::Status GetUpload(grpc::ServerContext* context,
                         const screening::v1::GetUploadRequest* request,
                         screening::v1::Upload* response) override;
  grpc::Status CheckIdentity(grpc::ServerContext* context,
                             const screening::v1::CheckIdentityRequest* request,
                             screening::v1::CheckIdentityResponse* response) override;
  grpc::Status GetListStates(grpc::ServerContext* context,
                             const screening::v1::GetListStatesRequest* request,
                             screening::v1::GetListStatesResponse* response) override;
  grpc::Status GetScreening(grpc::ServerContext* context,
                            const screening::v1::GetScreeningRequest* request,
                            screening::v1::Screening* response) override;
  grpc::Status ListScreenings(grpc::ServerContext* context,
                              const screening::v1::ListScreeningsRequest* request,
                              screening::v1::ListScreeningsResponse* response) override;
  grpc::Status ListSuppressions(grpc::ServerContext* context,
                                const screening::v1::ListSuppressionsRequest* request,
                                screening::v1::ListSuppressionsResponse* response) override;
  grpc::Status WatchScreenings(
      grpc::ServerContext* context, const screening::v1::WatchScreeningsRequest* request,
      grpc::ServerWriter<screening::v1::WatchScreeningsResponse>* writer) override;
  grpc::Status RecordDecision(grpc::ServerContext* context,
                              const screening::v1::RecordDecisionRequest* request,
                              screening::v1::Screening* response) override;

  grpc::Status ProposeProvisionalEntry(grpc::ServerContext* context,
                                       const screening::v1::ProposeProvisionalEntryRequest* request,
                                       screening::v1::ProvisionalEntry* response) override;
  grpc::Status ConfirmProvisionalEntry(grpc::ServerContext* context,
                                       const screening::v1::ConfirmProvisionalEntryRequest* request,
                                       screening::v1::ProvisionalEntry* response) override;
  grpc::Status WithdrawProvisionalEntry(
      grpc::ServerContext* context, const screening::v1::WithdrawProvisionalEntryRequest* request,
      screening::v1::ProvisionalEntry* response) override;
  grpc::Status ListProvisionalEntries(
      grpc::ServerContext* context, const screening::v1::ListProvisionalEntriesRequest* request,
      screening::v1::ListProvisionalEntriesResponse* response) override;
  grpc::Status SignDecision(grpc::ServerContext* context,
                            const screening::v1::SignDecisionRequest* request,
                            screening::v1::Screening* response) override;
  grpc::Status GetStatistics(grpc::ServerContext* context,
                             const screening::v1::GetStatisticsRequest* request,
                             screening::v1::GetStatisticsResponse* response) override;
  grpc::Status ListReads(grpc::ServerContext* context,
                         const screening::v1::ListReadsRequest* request,
                         screening::v1::ListReadsResponse* response) override;
  grpc::Status ListLateAlerts(grpc::ServerContext* context,
                              const screening::v1::ListLateAlertsRequest* request,
                              screening::v1::ListLateAlertsResponse* response) override;
  grpc::Status AcknowledgeLateAlert(grpc::ServerContext* context,
                                    const screening::v1::AcknowledgeLateAlertRequest* request,
                                    screening::v1::LateAlert* response) override;

 private:
  // A step of the post's own list, whichever request asks for it.
  template <typename Request>
  [[nodiscard]] grpc::Status TakeProvisional(const Method& method, grpc::ServerContext& context,
                                             const Request& request,
                                             screening::v1::ProvisionalEntry* response);

  // Screens, and says it the way the caller may hear it.
  [[nodiscard]] Result<screening::v1::ScreenDocumentResponse> Answer(
      const screening::v1::ScreenDocumentRequest& request, const Call& call,
      screen::Observer* observer);

  // Tells the newest, then what comes, until the deadline.
  [[nodiscard]] Status Watch(const wire::ListRequest& request, const Deadline& deadline,
                             grpc::ServerWriter<screening::v1::WatchScreeningsResponse>* writer);

  Desk* const desk_;
  Gate* const gate_;
  const Options options_;
};

// What a checkpoint serves.
[[nodiscard]] MakeServices ServeScreening(Desk* desk, ScreeningService::Options options);

}  // namespace chowki::service
