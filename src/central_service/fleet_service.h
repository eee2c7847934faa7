#pragma once

#include "central_service/centre.h"
#include "chowki/fleet/v1/fleet_service.grpc.pb.h"
#include "service/gate.h"

namespace chowki::central_service {

// chowki.fleet.v1.FleetService.
//
// thread  safe.
class FleetService final : public fleet::v1::FleetService::Service {
 public:
  FleetService(const Centre& centre, service::Gate* gate) : centre_(centre), gate_(gate) {}

  grpc::Status ListDevices(grpc::ServerContext* context,
                           const fleet::v1::ListDevicesRequest* request,
                           fleet::v1::ListDevicesResponse* response) override;
  grpc::Status InviteDevice(grpc::ServerContext* context,
                            const fleet::v1::InviteDeviceRequest* request,
                            fleet::v1::InviteDeviceResponse* response) override;
  grpc::Status RevokeDevice(grpc::ServerContext* context,
                            const fleet::v1::RevokeDeviceRequest* request,
                            fleet::v1::RevokeDeviceResponse* response) override;
  grpc::Status RenewCertificate(grpc::ServerContext* context,
                                const fleet::v1::RenewCertificateRequest* request,
                                fleet::v1::RenewCertificateResponse* response) override;

 private:
  const Centre centre_;
  service::Gate* const gate_;
};

}  // namespace chowki::central_service
