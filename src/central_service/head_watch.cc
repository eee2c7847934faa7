#include "central_service/head_watch.h"

#include <algorithm>

#include "base/log.h"

namespace chowki::central_service {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds kLookPeriod{1};
// Where publishers announce: for the announcement that was lost with its connection.
constexpr std::chrono::seconds kLookPeriodListening{5};
// How soon Stop is seen.
constexpr std::chrono::milliseconds kListenSlice{250};

}  // namespace

HeadWatch::HeadWatch(sql::Pool* store, Listen listen)
    : store_(store), listen_(std::move(listen)), looks_([this] { RunLooks(); }) {
  if (listen_) listener_ = std::thread([this] { RunListener(); });
}

HeadWatch::~HeadWatch() {
  Stop();
  looks_.join();
  if (listener_.joinable()) listener_.join();
}

void HeadWatch::Look() {
  const std::lock_guard lock(mutex_);
  next_look_ = Clock::now();
  wake_.notify_all();
}

HeadWatch::Newest HeadWatch::newest() const {
  const std::lock_guard lock(mutex_);
  return newest_.ok() ? *newest_ : nullptr;
}

HeadWatch::Ticket HeadWatch::Await(std::int64_t sequence, TimePoint until, Answer answer) {
  return Add(until, {sequence, false, std::move(answer)});
}

HeadWatch::Ticket HeadWatch::AwaitLook(Answer answer) {
  const Ticket ticket = Add(TimePoint::max(), {0, true, std::move(answer)});
  Look();
  return ticket;
}

HeadWatch::Ticket HeadWatch::Add(TimePoint until, Waiter waiter) {
  Result<Newest> now = Newest();
  {
    const std::lock_guard lock(mutex_);
    const bool there = newest_.ok() && *newest_ && (*newest_)->sequence > waiter.sequence;
    if (!stopped_ && (waiter.for_look || !there)) {
      const Ticket ticket{until, ++tickets_};
      const bool first = waiters_.empty() || ticket < waiters_.begin()->first;
      waiters_.emplace(ticket, std::move(waiter));
      if (first) wake_.notify_all();
      return ticket;
    }
    now = newest_;
  }
  waiter.answer(now);
  return {};
}

bool HeadWatch::Forget(const Ticket& ticket) {
  const std::lock_guard lock(mutex_);
  return waiters_.erase(ticket) > 0;
}

void HeadWatch::Release() {
  const std::lock_guard lock(mutex_);
  released_ = true;
  wake_.notify_all();
}

void HeadWatch::Stop() {
  const std::lock_guard lock(mutex_);
  stopped_ = true;
  wake_.notify_all();
}

std::vector<HeadWatch::Answer> HeadWatch::TakeDue(std::uint64_t asked) {
  const std::int64_t sequence = newest_.ok() && *newest_ ? (*newest_)->sequence : 0;
  std::vector<Answer> due;
  for (auto at = waiters_.begin(); at != waiters_.end();) {
    const Waiter& waiter = at->second;
    const bool late =
        stopped_ || (released_ && !waiter.for_look) || at->first.until <= Clock::now();
    // In the order of their patience: behind the first who still has some, only a look matters.
    if (!late && asked == 0) break;
    const bool heard = waiter.for_look ? at->first.number < asked : sequence > waiter.sequence;
    if (!late && !heard) {
      ++at;
      continue;
    }
    due.push_back(std::move(at->second.answer));
    at = waiters_.erase(at);
  }
  released_ = false;
  return due;
}

bool HeadWatch::Sleep() {
  std::unique_lock lock(mutex_);
  while (!stopped_) {
    const TimePoint now = Clock::now();
    if (now >= next_look_) return true;
    if (released_) return false;
    if (!waiters_.empty() && waiters_.begin()->first.until <= now) return false;
    const TimePoint next =
        waiters_.empty() ? next_look_ : std::min(next_look_, waiters_.begin()->first.until);
    wake_.wait_until(lock, next);
  }
  return false;
}

void HeadWatch::RunLooks() {
  bool stopped = false;
  while (!stopped) {
    const bool look = Sleep();
    Result<Newest> found = Newest();
    std::uint64_t asked = 0;
    if (look) {
      const Newest known = newest();
      {
        // Before the look: whoever asks for one while this runs gets another.
        const std::lock_guard lock(mutex_);
        next_look_ = Clock::now() + (listening_ ? kLookPeriodListening : kLookPeriod);
        asked = tickets_ + 1;
      }
      // Once: who waits shall hear of a store that is away, and when it is back the next look
      // tells.
      const Status status = store_->ReadOnce([&](sql::Connection& store) -> Status {
        CHOWKI_ASSIGN_OR_RETURN(found, central::NewestHeads(store, known));
        return Ok();
      });
      if (!status.ok()) {
        log::Warning("central.head_not_read", {{"fault", log::Value::Id(Message(status))}});
        found = status;
      }
    }
    std::vector<Answer> due;
    Result<Newest> told = Newest();
    {
      const std::lock_guard lock(mutex_);
      // What was known stays known while the store is away.
      if (look && (found.ok() || !newest_.ok() || !*newest_)) newest_ = found;
      due = TakeDue(asked);
      told = look && !found.ok() ? found : newest_;
      stopped = stopped_;
    }
    for (const Answer& answer : due) answer(told);
  }
}

void HeadWatch::RunListener() {
  const auto set_listening = [this](bool listening) {
    const std::lock_guard lock(mutex_);
    listening_ = listening;
    return !stopped_;
  };
  std::unique_ptr<sql::Listener> listener;
  while (set_listening(listener != nullptr)) {
    if (!listener) {
      auto opened = listen_();
      if (opened.ok()) {
        listener = *std::move(opened);
        Look();  // at what was announced before
      } else {
        std::this_thread::sleep_for(kLookPeriod);
      }
      continue;
    }
    const auto heard = listener->Wait(kListenSlice);
    if (!heard.ok()) {
      listener.reset();
    } else if (*heard) {
      Look();
    }
  }
}

}  // namespace chowki::central_service
