#include "central_service/fleet_service.h"

#include "central/device.h"
#include "central_service/names.h"
#include "wire/types.h"

namespace chowki::central_service {
namespace {

namespace pb = fleet::v1;

Result<pb::Device> ToProto(const central::Device& device) {
  pb::Device message;
  message.set_id(device.id);
  *message.mutable_last_seen_time() = wire::ToProto(device.seen);
  if (!message.mutable_last_report()->ParseFromString(device.report)) {
    return DataLoss("the report of {} cannot be read", device.id);
  }
  message.set_clock_offset_ms(device.clock_offset_ms);
  return message;
}

}  // namespace

grpc::Status FleetService::ListDevices(grpc::ServerContext* context,
                                       const pb::ListDevicesRequest* request,
                                       pb::ListDevicesResponse* response) {
  constexpr service::Method kMethod("/chowki.fleet.v1.FleetService/ListDevices");
  return gate_->Serve(kMethod, *context, [&](const service::Call&) -> Status {
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

}  // namespace chowki::central_service
