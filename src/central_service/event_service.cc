#include "central_service/event_service.h"

#include "central/intake.h"
#include "central_service/convert.h"
#include "central_service/post_events.h"

namespace chowki::central_service {
namespace {

namespace pb = event::v1;
using service::Call;
using service::Method;

constexpr int kMaxEvents = 256;

}  // namespace

grpc::Status EventService::GetCursor(grpc::ServerContext* context, const pb::GetCursorRequest*,
                                     pb::GetCursorResponse* response) {
  constexpr Method kMethod("/chowki.event.v1.EventService/GetCursor");
  return gate_->Serve(kMethod, *context, [&](const Call& call) -> Status {
    CHOWKI_ASSIGN_OR_RETURN(const auto cursor, centre_.store->ReadFor([&](sql::Connection& store) {
      return central::GetCursor(store, call.caller.name);
    }));
    *response->mutable_cursor() = ToProto(cursor);
    return Ok();
  });
}

grpc::Status EventService::PushEvents(
    grpc::ServerContext* context,
    grpc::ServerReaderWriter<pb::PushEventsResponse, pb::PushEventsRequest>* stream) {
  constexpr Method kMethod("/chowki.event.v1.EventService/PushEvents");
  return gate_->Serve(kMethod, *context, [&](const Call& call) -> Status {
    pb::PushEventsRequest request;
    while (stream->Read(&request)) {
      CHOWKI_RETURN_IF_ERROR(call.still_admitted());
      if (request.events_size() > kMaxEvents) {
        return InvalidInput("a batch has at most {} events", kMaxEvents);
      }
      std::vector<central::Event> events;
      for (const pb::Event& event : request.events()) events.push_back(FromProto(event));
      // Answered after COMMIT: this returns after it.
      CHOWKI_ASSIGN_OR_RETURN(
          const auto cursor, centre_.store->WriteFor([&](sql::Connection& store) {
            return TakePostEvents(store, call.caller.name, request.stream_epoch(), events,
                                  centre_.provisional_list, centre_.clock->Now());
          }));
      pb::PushEventsResponse response;
      *response.mutable_cursor() = ToProto(cursor);
      if (!stream->Write(response)) return Cancelled("the caller went away");
    }
    return Ok();
  });
}

}  // namespace chowki::central_service
