#pragma once

#include <vector>

#include <grpcpp/support/server_callback.h>

#include "central/head.h"
#include "central_service/head_watch.h"
#include "chowki/sync/v1/sync_service.pb.h"
#include "service/gate.h"

namespace chowki::central_service {

// One GetHead: answered at once, or when there is something newer, without a thread meanwhile.
class HeadCall final : public grpc::ServerUnaryReactor {
 public:
  // Owns itself until gRPC says that the call is over.
  //
  // watch              outlives all calls.
  // request, response  gRPC's; they live as long as the call.
  [[nodiscard]] static grpc::ServerUnaryReactor* Begin(HeadWatch* watch, service::Visit visit,
                                                       const sync::v1::GetHeadRequest& request,
                                                       sync::v1::GetHeadResponse* response);

  void OnCancel() override;
  void OnDone() override { delete this; }

 private:
  HeadCall(HeadWatch* watch, service::Visit visit, sync::v1::GetHeadResponse* response)
      : watch_(watch), visit_(std::move(visit)), response_(response) {}

  void Start(const sync::v1::GetHeadRequest& request);
  void AnswerWith(const Result<HeadWatch::Newest>& newest);
  void Close(const Status& outcome) { Finish(visit_.Close(outcome)); }

  HeadWatch* const watch_;
  const service::Visit visit_;
  sync::v1::GetHeadResponse* const response_;
  std::vector<central::HeldVersion> held_;
  std::int64_t sequence_ = 0;
  HeadWatch::Ticket ticket_;
};

}  // namespace chowki::central_service
