#include "central_service/head_watch.h"

#include "base/log.h"
#include "central/head.h"

namespace chowki::central_service {
namespace {

constexpr std::chrono::seconds kLookPeriod{1};
// How soon it is seen that a caller is gone.
constexpr std::chrono::seconds kSlice{5};

}  // namespace

HeadWatch::HeadWatch(sql::Pool* store) : store_(store), thread_([this] { Run(); }) {}

HeadWatch::~HeadWatch() {
  Stop();
  thread_.join();
}

void HeadWatch::Look() {
  const auto sequence =
      store_->ReadFor([](sql::Connection& store) { return central::HeartbeatSequence(store); });
  if (!sequence.ok()) {
    log::Warning("central.head_not_read", {{"fault", log::Value::Id(Message(sequence.status()))}});
    return;
  }
  const std::lock_guard lock(mutex_);
  if (*sequence == newest_) return;
  newest_ = *sequence;
  changed_.notify_all();
}

void HeadWatch::WaitBeyond(std::int64_t sequence, std::chrono::milliseconds wait,
                           const Deadline& deadline) {
  const auto until = std::min(Deadline::SteadyClock::now() + wait, deadline.at());
  std::unique_lock lock(mutex_);
  while (!stopped_ && newest_ <= sequence && deadline.Check("waiting").ok()) {
    const auto now = Deadline::SteadyClock::now();
    if (now >= until) return;
    changed_.wait_until(lock, std::min(until, now + kSlice));
  }
}

void HeadWatch::Stop() {
  const std::lock_guard lock(mutex_);
  stopped_ = true;
  changed_.notify_all();
}

void HeadWatch::Run() {
  while (true) {
    Look();
    std::unique_lock lock(mutex_);
    const auto next = Deadline::SteadyClock::now() + kLookPeriod;
    while (!stopped_ && Deadline::SteadyClock::now() < next) changed_.wait_until(lock, next);
    if (stopped_) return;
  }
}

}  // namespace chowki::central_service
