#include "central_service/head_call.h"

#include <algorithm>

#include "wire/field_error.h"

namespace chowki::central_service {
namespace {

namespace pb = sync::v1;

constexpr int kMaxLists = 1024;
constexpr std::chrono::seconds kLongestWait{50};
constexpr std::chrono::seconds kMinimumWait{2};

}  // namespace

grpc::ServerUnaryReactor* HeadCall::Begin(HeadWatch* watch, service::Visit visit,
                                          const pb::GetHeadRequest& request,
                                          pb::GetHeadResponse* response) {
  auto* call = new HeadCall(watch, std::move(visit), response);
  call->Start(request);
  return call;
}

// gRPC calls neither OnCancel nor OnDone before the handler has returned, so that all of this runs
// before either.
void HeadCall::Start(const pb::GetHeadRequest& request) {
  if (!visit_.call().ok()) return Close(visit_.call().status());
  if (request.held_size() > kMaxLists) {
    return Close(wire::FieldError("held", InvalidInput("at most {} lists", kMaxLists)));
  }
  for (const pb::HeldList& list : request.held()) {
    held_.push_back({list.list(), list.epoch(), list.version()});
  }
  sequence_ = request.heartbeat_sequence();
  const auto answer = [this](const Result<HeadWatch::Newest>& found) { AnswerWith(found); };
  const std::chrono::seconds asked(request.wait().seconds());
  const auto wait = std::clamp(asked, std::chrono::seconds(0), kLongestWait);
  const HeadWatch::Newest newest = watch_->newest();
  if (wait.count() == 0 || !newest) {
    // Who does not wait wants to know what is so now, and not a second ago.
    ticket_ = watch_->AwaitLook(answer);
  } else if (!central::HeadFor(*newest, held_, sequence_).empty()) {
    AnswerWith(newest);
  } else {
    const auto until = std::chrono::steady_clock::now() + wait;
    ticket_ = watch_->Await(sequence_, std::min(until, visit_.call()->deadline.at()), answer);
  }
}

void HeadCall::AnswerWith(const Result<HeadWatch::Newest>& newest) {
  if (!newest.ok()) return Close(newest.status());
  if (!*newest) return Close(Unavailable("the centre is starting or stopping"));
  const central::Head head = central::HeadFor(**newest, held_, sequence_);
  response_->set_heartbeat(head.heartbeat);
  for (const std::string& manifest : head.manifests) response_->add_manifests(manifest);
  response_->set_root_version(head.root_version);
  response_->mutable_minimum_wait()->set_seconds(kMinimumWait.count());
  Close(Ok());
}

// Whoever takes the ticket away answers.
void HeadCall::OnCancel() {
  if (watch_->Forget(ticket_)) Close(Cancelled("the caller went away"));
}

}  // namespace chowki::central_service
