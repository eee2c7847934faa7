#include "central_service/fleet_service.h"

#include "central/device.h"
#include "central/enrolment.h"
#include "central/revocation.h"
#include "central_service/certificate_watch.h"
#include "central_service/issuance.h"
#include "central_service/names.h"
#include "pki/certificate_request.h"
#include "pki/enrolment_token.h"
#include "pki/wish.h"
#include "wire/field_error.h"
#include "wire/types.h"

namespace chowki::central_service {
namespace {

namespace pb = fleet::v1;
using service::Call;
using service::Method;

constexpr std::chrono::hours kUsuallyValid{24};
constexpr std::chrono::hours kLongestValid{30 * 24};

Result<pb::Device> ToProto(const central::Device& device) {
  pb::Device message;
  message.set_id(device.id);
  if (device.report) {
    *message.mutable_last_seen_time() = wire::ToProto(device.report->seen);
    if (!message.mutable_last_report()->ParseFromString(device.report->message)) {
      return DataLoss("the report of {} cannot be read", device.id);
    }
    message.set_clock_offset_ms(device.report->clock_offset_ms);
  }
  if (device.invited_until) {
    *message.mutable_invitation_expire_time() = wire::ToProto(*device.invited_until);
  }
  if (device.certified_until) {
    *message.mutable_certificate_expire_time() = wire::ToProto(*device.certified_until);
  }
  if (device.revocation) {
    *message.mutable_revocation()->mutable_time() = wire::ToProto(device.revocation->time);
    message.mutable_revocation()->set_admin(device.revocation->by);
    message.mutable_revocation()->set_reason(device.revocation->reason);
  }
  return message;
}

// The name of a post, as a certificate can hold it.
Status CheckName(const std::string& device) {
  pki::Wish wish;
  wish.name = device;
  wish.roles = {pki::Role::kDevice};
  const Status valid = pki::Validate(wish);
  return valid.ok() ? Ok() : wire::FieldError("device", valid);
}

Result<std::chrono::seconds> ValidOf(const pb::InviteDeviceRequest& request) {
  if (!request.has_valid()) return kUsuallyValid;
  CHOWKI_RETURN_IF_ERROR(
      wire::CheckRange("valid", static_cast<double>(request.valid().seconds()), 1,
                       static_cast<double>(std::chrono::seconds(kLongestValid).count())));
  return std::chrono::seconds(request.valid().seconds());
}

}  // namespace

grpc::Status FleetService::ListDevices(grpc::ServerContext* context,
                                       const pb::ListDevicesRequest* request,
                                       pb::ListDevicesResponse* response) {
  constexpr Method kMethod("/chowki.fleet.v1.FleetService/ListDevices");
  return gate_->Serve(kMethod, *context, [&](const Call&) -> Status {
    const std::int64_t limit = PageSizeOf(request->page_size());
    CHOWKI_ASSIGN_OR_RETURN(const auto devices, centre_.store->ReadFor([&](sql::Connection& store) {
      return central::ListDevices(store, request->page_token(), limit);
    }));
    for (const central::Device& device : devices) {
      CHOWKI_ASSIGN_OR_RETURN(*response->add_devices(), ToProto(device));
    }
    if (std::ssize(devices) == limit) response->set_next_page_token(devices.back().id);
    return Ok();
  });
}

grpc::Status FleetService::InviteDevice(grpc::ServerContext* context,
                                        const pb::InviteDeviceRequest* request,
                                        pb::InviteDeviceResponse* response) {
  constexpr Method kMethod("/chowki.fleet.v1.FleetService/InviteDevice");
  return gate_->Serve(kMethod, *context, [&](const Call& call) -> Status {
    if (centre_.issuance == nullptr) return EnrolmentNotOffered();
    CHOWKI_RETURN_IF_ERROR(CheckName(request->device()));
    CHOWKI_ASSIGN_OR_RETURN(const auto valid, ValidOf(*request));
    CHOWKI_ASSIGN_OR_RETURN(const std::string secret, pki::MakeEnrolmentSecret());
    const Time now = centre_.clock->Now();
    const central::Invitation invitation{request->device(), Sha256(secret), now, now + valid, {}};
    CHOWKI_RETURN_IF_ERROR(centre_.store->Write([&](sql::Connection& store) {
      return central::Invite(store, invitation, call.caller.name);
    }));
    const Digest& fingerprint = centre_.issuance->issuer.fingerprint();
    response->set_secret(secret);
    response->set_authority_sha256(fingerprint.data(), fingerprint.size());
    *response->mutable_expire_time() = wire::ToProto(invitation.expires);
    return Ok();
  });
}

grpc::Status FleetService::RevokeDevice(grpc::ServerContext* context,
                                        const pb::RevokeDeviceRequest* request,
                                        pb::RevokeDeviceResponse* response) {
  constexpr Method kMethod("/chowki.fleet.v1.FleetService/RevokeDevice");
  return gate_->Serve(kMethod, *context, [&](const Call& call) -> Status {
    CHOWKI_RETURN_IF_ERROR(wire::CheckText("reason", request->reason(), central::kMaxReasonBytes));
    if (request->reason().empty()) return wire::FieldError("reason", InvalidInput("why?"));
    CHOWKI_ASSIGN_OR_RETURN(
        const auto device,
        centre_.store->WriteFor([&](sql::Connection& store) -> Result<central::Device> {
          CHOWKI_RETURN_IF_ERROR(central::Revoke(store, request->device(), call.caller.name,
                                                 request->reason(), centre_.clock->Now()));
          return central::GetDevice(store, request->device());
        }));
    // In force here before the answer; elsewhere with the next look.
    if (centre_.certificates != nullptr) CHOWKI_RETURN_IF_ERROR(centre_.certificates->Look());
    CHOWKI_ASSIGN_OR_RETURN(*response->mutable_device(), ToProto(device));
    return Ok();
  });
}

grpc::Status FleetService::RenewCertificate(grpc::ServerContext* context,
                                            const pb::RenewCertificateRequest* request,
                                            pb::RenewCertificateResponse* response) {
  constexpr Method kMethod("/chowki.fleet.v1.FleetService/RenewCertificate");
  return gate_->Serve(kMethod, *context, [&](const Call& call) -> Status {
    if (centre_.issuance == nullptr) return EnrolmentNotOffered();
    if (!call.caller.certificate) return EnrolmentNotOffered();
    CHOWKI_ASSIGN_OR_RETURN(const std::string public_key,
                            pki::ReadRequest(request->certificate_request()));
    const Time now = centre_.clock->Now();
    const std::string& device = call.caller.name;
    CHOWKI_ASSIGN_OR_RETURN(
        *response->mutable_certificate(), centre_.store->WriteFor([&](sql::Connection& store) {
          return central::Renew(
              store, device, Remembered(*call.caller.certificate, ""),
              [&] { return IssueTo(*centre_.issuance, device, public_key, now); }, now);
        }));
    if (centre_.certificates != nullptr) (void)centre_.certificates->Look();
    return Ok();
  });
}

}  // namespace chowki::central_service
