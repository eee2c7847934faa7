#include "service/admission.h"

#include <atomic>
#include <future>
#include <optional>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

#include "service/request_claims.h"
#include "wire/status.h"

namespace chowki::service {
namespace {

using namespace std::chrono_literals;

void WaitUntilWaiting(const Admission& admission, int count) {
  const auto give_up = std::chrono::steady_clock::now() + 10s;
  while (admission.waiting() != count && std::chrono::steady_clock::now() < give_up) {
    std::this_thread::sleep_for(1ms);
  }
  REQUIRE(admission.waiting() == count);
}

TEST_CASE("who finds the queue full is told when to come back", "[service]") {
  Admission admission(1, 1);
  std::optional<Result<Admission::Place>> working(admission.Enter(Deadline()));
  REQUIRE(working->ok());
  auto waiting = std::async(std::launch::async, [&] { return admission.Enter(Deadline()).ok(); });
  WaitUntilWaiting(admission, 1);

  const auto refused = admission.Enter(Deadline());
  CHECK(refused.status().code() == StatusCode::kResourceExhausted);
  const auto detail = Detail(refused.status());
  REQUIRE(detail.has_value());
  CHECK(detail->reason == "QUEUE_FULL");
  CHECK(detail->metadata.at("limit") == "1");
  CHECK(std::stoi(detail->metadata.at(wire::kRetryAfterMs)) >= 100);

  working.reset();
  CHECK(waiting.get());
  CHECK(admission.working() == 0);
  CHECK(admission.Enter(Deadline()).ok());
}

TEST_CASE("never more work at once than there are workers, and everybody gets his turn",
          "[service]") {
  constexpr int kWorkers = 3;
  Admission admission(kWorkers, 1000);
  std::atomic<int> at_once = 0;
  std::atomic<int> most = 0;
  std::atomic<int> served = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 24; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 20; ++n) {
        const auto place = admission.Enter(Deadline());
        if (!place.ok()) continue;
        const int now = ++at_once;
        int before = most;
        while (now > before && !most.compare_exchange_weak(before, now)) {
        }
        std::this_thread::yield();
        --at_once;
        ++served;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(served == 24 * 20);
  CHECK(most <= kWorkers);
  CHECK(admission.working() == 0);
  CHECK(admission.waiting() == 0);
}

TEST_CASE("who waits in vain leaves the queue in order", "[service]") {
  Admission admission(1, 4);
  std::optional<Result<Admission::Place>> working(admission.Enter(Deadline()));
  SECTION("deadline") {
    const auto late = admission.Enter(Deadline::In(30ms));
    CHECK(late.status().code() == StatusCode::kDeadlineExceeded);
  }
  SECTION("caller gone") {
    std::atomic<bool> gone = false;
    auto left = std::async(std::launch::async, [&] {
      return admission.Enter(Deadline().OrWhen([&] { return gone.load(); })).status().code();
    });
    WaitUntilWaiting(admission, 1);
    gone = true;
    CHECK(left.get() == StatusCode::kCancelled);
  }
  CHECK(admission.waiting() == 0);
  working.reset();
  CHECK(admission.Enter(Deadline()).ok());
}

TEST_CASE("first come, first served", "[service]") {
  Admission admission(1, 10);
  std::optional<Result<Admission::Place>> working(admission.Enter(Deadline()));
  std::mutex mutex;
  std::vector<int> order;
  std::vector<std::thread> threads;
  for (int i = 0; i < 5; ++i) {
    threads.emplace_back([&, i] {
      const auto place = admission.Enter(Deadline());
      const std::lock_guard lock(mutex);
      order.push_back(i);
    });
    WaitUntilWaiting(admission, i + 1);
  }
  working.reset();
  for (std::thread& thread : threads) thread.join();
  CHECK(order == std::vector<int>{0, 1, 2, 3, 4});
}

TEST_CASE("one request id is worked on once at a time", "[service]") {
  RequestClaims claims;
  {
    const auto first = claims.Take("a");
    REQUIRE(first.ok());
    const auto second = claims.Take("a");
    CHECK(second.status().code() == StatusCode::kAborted);
    CHECK(Detail(second.status())->reason == "REQUEST_IN_PROGRESS");
    CHECK(claims.Take("b").ok());
  }
  CHECK(claims.Take("a").ok());
}

}  // namespace
}  // namespace chowki::service
