#include "central_service/centre.h"

#include "central_service/audit_service.h"
#include "central_service/enrolment_service.h"
#include "central_service/event_service.h"
#include "central_service/figures_service.h"
#include "central_service/fleet_service.h"
#include "central_service/impact_service.h"
#include "central_service/shared_memory_service.h"
#include "central_service/sync_service.h"
#include "central_service/watchlist_service.h"

namespace chowki::central_service {

service::MakeServices ServeCentre(const Centre& centre) {
  return [centre](service::Gate* gate) {
    service::Services services;
    services.push_back(std::make_unique<SyncService>(centre, gate));
    services.push_back(std::make_unique<EventService>(centre, gate));
    services.push_back(std::make_unique<SharedMemoryService>(centre, gate));
    services.push_back(std::make_unique<FleetService>(centre, gate));
    services.push_back(std::make_unique<WatchlistService>(centre, gate));
    services.push_back(std::make_unique<ImpactService>(centre, gate));
    services.push_back(std::make_unique<FiguresService>(centre, gate));
    services.push_back(std::make_unique<AuditService>(centre, gate));
    return services;
  };
}

std::vector<std::string> ServicesForPeople() {
  return {watchlist::v1::WatchlistService::service_full_name(),
          watchlist::v1::ImpactService::service_full_name(),
          fleet::v1::FleetService::service_full_name(),
          chowki::figures::v1::FiguresService::service_full_name(),
          audit::v1::AuditService::service_full_name(),
          // Trust roots, which every signer looks at.
          chowki::sync::v1::SyncService::service_full_name()};
}

service::MakeServices ServeEnrolment(const Centre& centre, int sync_port) {
  return [centre, sync_port](service::Gate* gate) {
    service::Services services;
    services.push_back(std::make_unique<EnrolmentService>(centre, sync_port, gate));
    return services;
  };
}

service::MakeServices ServeRelay(const Centre& centre) {
  return [centre](service::Gate* gate) {
    service::Services services;
    services.push_back(std::make_unique<SyncService>(centre, gate));
    return services;
  };
}

}  // namespace chowki::central_service
