#pragma once

#include <mutex>

#include "central_service/centre.h"
#include "chowki/figures/v1/figures_service.grpc.pb.h"
#include "service/gate.h"

namespace chowki::central_service {

// chowki.figures.v1.FiguresService.
//
// thread  safe; one call counts at a time, others tell what is counted by then.
class FiguresService final : public chowki::figures::v1::FiguresService::Service {
 public:
  FiguresService(const Centre& centre, service::Gate* gate) : centre_(centre), gate_(gate) {}

  grpc::Status GetMonthlyFigures(grpc::ServerContext* context,
                                 const chowki::figures::v1::GetMonthlyFiguresRequest* request,
                                 chowki::figures::v1::GetMonthlyFiguresResponse* response) override;
  grpc::Status ReportReferrals(grpc::ServerContext* context,
                               const chowki::figures::v1::ReportReferralsRequest* request,
                               chowki::figures::v1::ReportReferralsResponse* response) override;

 private:
  const Centre centre_;
  service::Gate* const gate_;
  std::mutex counting_;
};

}  // namespace chowki::central_service
