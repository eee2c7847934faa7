#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "central/head.h"
#include "sql/listener.h"
#include "sql/pool.h"

namespace chowki::central_service {

// What is newest, in memory, and who waits for something newer: ten thousand posts cost no thread
// and, when something is published, one look at the store.
//
// What this process publishes it is told (Look). Of what others publish it hears from PostgreSQL;
// it also looks by itself, often where nobody tells it.
//
// thread  safe. Answers are given on a thread of its own, or within Await; they must be short.
class HeadWatch {
 public:
  using Listen = std::function<Result<std::unique_ptr<sql::Listener>>()>;
  using TimePoint = std::chrono::steady_clock::time_point;
  using Newest = std::shared_ptr<const central::Heads>;
  // errors  those of the store: nothing is known, or nobody could look.
  using Answer = std::function<void(const Result<Newest>& newest)>;

  // store   must outlive it.
  // listen  opens a listener where publishers of other processes announce; empty: there are none.
  explicit HeadWatch(sql::Pool* store, Listen listen = {});
  ~HeadWatch();
  HeadWatch(const HeadWatch&) = delete;
  HeadWatch& operator=(const HeadWatch&) = delete;

  // Looks soon.
  void Look();

  // As of the last look; nullptr before the first.
  [[nodiscard]] Newest newest() const;

  // Somebody who waits, until he is answered.
  struct Ticket {
    TimePoint until;
    std::uint64_t number = 0;
    auto operator<=>(const Ticket&) const = default;
  };
  // Answers once: when there is a heartbeat above `sequence`, at `until`, or when nobody waits any
  // more.
  [[nodiscard]] Ticket Await(std::int64_t sequence, TimePoint until, Answer answer);
  // Answers once, after a look that begins from now on.
  [[nodiscard]] Ticket AwaitLook(Answer answer);
  // Whether the answer was not given, and will not be.
  [[nodiscard]] bool Forget(const Ticket& ticket);

  // Answers everybody who waits for news, as if his patience had ended: who is shut out shall hear
  // of it.
  void Release();

  // Nobody waits any more from now on.
  void Stop();

 private:
  struct Waiter {
    std::int64_t sequence = 0;
    bool for_look = false;  // whatever it brings
    Answer answer;
  };
  [[nodiscard]] Ticket Add(TimePoint until, Waiter waiter);
  // Takes out whom a look, or the clock, has something to say to.
  //
  // asked  the first ticket after the look began; 0: there was no look.
  [[nodiscard]] std::vector<Answer> TakeDue(std::uint64_t asked);
  // Until the next look, or until somebody's patience ends; whether to look then.
  [[nodiscard]] bool Sleep();
  void RunLooks();
  void RunListener();

  sql::Pool* const store_;
  const Listen listen_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  Result<Newest> newest_ = Newest();
  std::map<Ticket, Waiter> waiters_;
  std::uint64_t tickets_ = 0;
  TimePoint next_look_{};
  bool released_ = false;  // until everybody is answered
  bool listening_ = false;
  bool stopped_ = false;
  std::thread looks_;
  std::thread listener_;
};

}  // namespace chowki::central_service
