#include "central_service/try_limit.h"

#include <catch2/catch.hpp>

namespace chowki::central_service {
namespace {

using namespace std::chrono_literals;

TEST_CASE("so many tries at once, then one every so often", "[central]") {
  TryLimit limit({3, 6000ms, 100});
  TryLimit::TimePoint now{1h};
  for (int i = 0; i < 3; ++i) {
    CHECK(limit.Wait("a", now) == 0ms);
    limit.Count("a", now);
  }
  CHECK(limit.Wait("a", now) == 6000ms);
  CHECK(limit.Wait("b", now) == 0ms);
  CHECK(limit.Wait("a", now + 5999ms) == 1ms);
  now += 6000ms;
  CHECK(limit.Wait("a", now) == 0ms);
  limit.Count("a", now);
  CHECK(limit.Wait("a", now) == 6000ms);
  CHECK(limit.Wait("a", now + 1h) == 0ms);
}

TEST_CASE("new names beyond those that can be remembered share their tries", "[central]") {
  TryLimit limit({1, 1000ms, 10});
  TryLimit::TimePoint now{1h};
  for (int i = 0; i < 10; ++i) limit.Count("known " + std::to_string(i), now);
  limit.Count("new", now);
  CHECK(limit.Wait("newer", now) == 1000ms);
  // Whose tries are all back is forgotten, and makes room.
  now += 1001ms;
  CHECK(limit.Wait("newest", now) == 0ms);
}

}  // namespace
}  // namespace chowki::central_service
