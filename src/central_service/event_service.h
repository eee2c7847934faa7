#pragma once

#include "central_service/centre.h"
#include "chowki/event/v1/event_service.grpc.pb.h"
#include "service/gate.h"

namespace chowki::central_service {

// chowki.event.v1.EventService, for posts.
//
// thread  safe.
class EventService final : public event::v1::EventService::Service {
 public:
  EventService(const Centre& centre, service::Gate* gate) : centre_(centre), gate_(gate) {}

  grpc::Status GetCursor(grpc::ServerContext* context, const event::v1::GetCursorRequest* request,
                         event::v1::GetCursorResponse* response) override;
  grpc::Status PushEvents(grpc::ServerContext* context,
                          grpc::ServerReaderWriter<event::v1::PushEventsResponse,
                                                   event::v1::PushEventsRequest>* stream) override;

 private:
  const Centre centre_;
  service::Gate* const gate_;
};

}  // namespace chowki::central_service
