#pragma once

#include <mutex>

#include "central_service/centre.h"
#include "chowki/watchlist/v1/impact_service.grpc.pb.h"
#include "service/gate.h"

namespace chowki::central_service {

// chowki.watchlist.v1.ImpactService.
//
// thread  safe; one assessment at a time, since each takes the memory of a list.
class ImpactService final : public watchlist::v1::ImpactService::Service {
 public:
  ImpactService(const Centre& centre, service::Gate* gate) : centre_(centre), gate_(gate) {}

  grpc::Status AssessImpact(grpc::ServerContext* context,
                            const watchlist::v1::AssessImpactRequest* request,
                            watchlist::v1::AssessImpactResponse* response) override;

  grpc::Status ListLateAlerts(grpc::ServerContext* context,
                              const watchlist::v1::ListLateAlertsRequest* request,
                              watchlist::v1::ListLateAlertsResponse* response) override;

 private:
  const Centre centre_;
  service::Gate* const gate_;
  std::mutex busy_;
};

}  // namespace chowki::central_service
