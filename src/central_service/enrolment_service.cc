#include "central_service/enrolment_service.h"

#include <algorithm>
#include <chrono>
#include <string>

#include "base/log.h"
#include "central/enrolment.h"
#include "central/roots.h"
#include "central_service/certificate_watch.h"
#include "central_service/issuance.h"
#include "pki/certificate_request.h"
#include "wire/field_error.h"
#include "wire/status.h"

namespace chowki::central_service {
namespace {

namespace pb = fleet::v1;

constexpr size_t kMaxNameBytes = 64;
constexpr size_t kSecretBytes = 32;

// "ipv4:192.0.2.7:40312" without the port, which is another one each time.
std::string AddressOf(const grpc::ServerContext& context) {
  const std::string peer = context.peer();
  return peer.substr(0, peer.rfind(':'));
}

Status TriesExceeded(std::chrono::milliseconds wait) {
  return WithDetail(
      ResourceExhausted("too many tries: come back later"),
      {"ENROLMENT_TRIES_EXCEEDED", {{wire::kRetryAfterMs, std::to_string(wait.count())}}});
}

bool IsWrongToken(const Status& status) { return status.code() == StatusCode::kUnauthenticated; }

}  // namespace

Status EnrolmentService::CheckTries(const std::string& address) {
  const auto now = TryLimit::TimePoint::clock::now();
  const auto wait = std::max(all_.Wait("", now), wrong_by_address_.Wait(address, now));
  if (wait.count() > 0) return TriesExceeded(wait);
  all_.Count("", now);
  return Ok();
}

grpc::Status EnrolmentService::Enrol(grpc::ServerContext* context, const pb::EnrolRequest* request,
                                     pb::EnrolResponse* response) {
  constexpr service::Method kMethod("/chowki.fleet.v1.EnrolmentService/Enrol");
  return gate_->Serve(kMethod, *context, [&](const service::Call& call) -> Status {
    const std::string address = AddressOf(*context);
    CHOWKI_RETURN_IF_ERROR(CheckTries(address));
    CHOWKI_RETURN_IF_ERROR(call.deadline.Check("the certificate"));
    const Status answered = Answer(*request, *response);
    if (IsWrongToken(answered)) {
      wrong_by_address_.Count(address, TryLimit::TimePoint::clock::now());
      log::Warning("central.enrolment_token_wrong", {{"address", log::Value::Id(address)}});
    }
    return answered;
  });
}

// In this order: what strangers send is not parsed before they have shown the secret, and no
// transaction of theirs changes anything.
Status EnrolmentService::Answer(const pb::EnrolRequest& request, pb::EnrolResponse& response) {
  CHOWKI_RETURN_IF_ERROR(wire::CheckText("device", request.device(), kMaxNameBytes));
  if (request.secret().size() != kSecretBytes) {
    return wire::FieldError("secret", InvalidInput("{} bytes", kSecretBytes));
  }
  const Time now = centre_.clock->Now();
  CHOWKI_RETURN_IF_ERROR(centre_.store->Read([&](sql::Connection& store) {
    return central::FindInvitation(store, request.device(), request.secret(), now).status();
  }));
  CHOWKI_ASSIGN_OR_RETURN(const std::string public_key,
                          pki::ReadRequest(request.certificate_request()));
  const auto issue = [&] { return IssueTo(*centre_.issuance, request.device(), public_key, now); };
  CHOWKI_ASSIGN_OR_RETURN(*response.mutable_certificate(),
                          centre_.store->WriteFor([&](sql::Connection& store) {
                            return central::Enrol(store, request.device(), request.secret(),
                                                  Sha256(public_key), issue, now);
                          }));
  if (centre_.certificates != nullptr) (void)centre_.certificates->Look();
  response.set_authority(centre_.issuance->issuer.certificate());
  response.set_sync_port(sync_port_);
  CHOWKI_ASSIGN_OR_RETURN(const auto roots, centre_.store->ReadFor([](sql::Connection& store) {
    return central::RootsAfter(store, 0);
  }));
  for (const std::string& root : roots) response.add_trust_roots(root);
  return Ok();
}

}  // namespace chowki::central_service
