#pragma once

#include "central_service/centre.h"
#include "central_service/try_limit.h"
#include "chowki/fleet/v1/enrolment_service.grpc.pb.h"
#include "service/gate.h"

namespace chowki::central_service {

// chowki.fleet.v1.EnrolmentService, for whoever reaches its port.
//
// thread  safe.
class EnrolmentService final : public fleet::v1::EnrolmentService::Service {
 public:
  // sync_port  told to those who get a certificate.
  EnrolmentService(const Centre& centre, int sync_port, service::Gate* gate)
      : centre_(centre), sync_port_(sync_port), gate_(gate) {}

  grpc::Status Enrol(grpc::ServerContext* context, const fleet::v1::EnrolRequest* request,
                     fleet::v1::EnrolResponse* response) override;

 private:
  [[nodiscard]] Status Answer(const fleet::v1::EnrolRequest& request,
                              fleet::v1::EnrolResponse& response);
  // errors  ENROLMENT_TRIES_EXCEEDED.
  [[nodiscard]] Status CheckTries(const std::string& address);

  const Centre centre_;
  const int sync_port_;
  service::Gate* const gate_;
  TryLimit wrong_by_address_{{10, std::chrono::seconds(6)}};
  // One name only: all the work that strangers can cause.
  TryLimit all_{{50, std::chrono::milliseconds(20), 1}};
};

}  // namespace chowki::central_service
