#include "app/chowkid/event_push.h"

#include <utility>

#include "base/log.h"

namespace chowki::app {
namespace {

// How soon a row is sent after it was written.
constexpr std::chrono::seconds kLook{2};

}  // namespace

Result<std::unique_ptr<EventPush>> EventPush::Start(const sync::CentreAddress& centre,
                                                    const sync::CertificateFiles& certificate,
                                                    const journal::Journal* journal,
                                                    Metrics* metrics) {
  CHOWKI_ASSIGN_OR_RETURN(auto pusher, sync::Pusher::Make(centre, journal, certificate));
  auto made = std::unique_ptr<EventPush>(new EventPush(std::move(pusher), journal, metrics));
  made->thread_ = std::jthread([push = made.get()] { push->Run(); });
  return made;
}

EventPush::EventPush(std::unique_ptr<sync::Pusher> pusher, const journal::Journal* journal,
                     Metrics* metrics)
    : pusher_(std::move(pusher)), journal_(journal), metrics_(metrics) {}

EventPush::~EventPush() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stop_.notify_all();
  pusher_->Cancel();
}

void EventPush::Run() {
  while (true) {
    const auto pause = Round();
    std::unique_lock lock(mutex_);
    if (stop_.wait_for(lock, pause, [this] { return stopping_; })) return;
  }
}

sync::Backoff::Duration EventPush::Round() {
  const auto head = journal_->ReadHead();
  if (head.ok() && head->sequence == pushed_to_) return kLook;
  const auto pushed = pusher_->Push();
  metrics_->Count("chowki_sync_pushes_total", {{"result", pushed.ok() ? "ok" : "failed"}});
  if (!pushed.ok()) {
    log::Warning("sync.push_failed", {{"code", static_cast<int>(pushed.status().code())},
                                      {"fault", log::Value::Id(Message(pushed.status()))}});
    if (head.ok() && pushed_to_ >= 0) waiting_ = head->sequence - pushed_to_;
    return backoff_.AfterFailure();
  }
  waiting_ = pushed->waiting;
  through_ = pushed->through;
  metrics_->Set("chowki_sync_events_waiting", static_cast<double>(pushed->waiting));
  if (pushed->waiting == 0 && head.ok()) pushed_to_ = head->sequence;
  return backoff_.AfterSuccess(kLook);
}

}  // namespace chowki::app
