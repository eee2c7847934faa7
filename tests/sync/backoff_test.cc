#include "sync/backoff.h"

#include <catch2/catch.hpp>

namespace chowki::sync {
namespace {

using namespace std::chrono_literals;

TEST_CASE("each failure makes the wait longer, up to a limit, and a success starts anew",
          "[sync]") {
  Backoff backoff(1s, 60s, 7);
  for (const auto whole : {1s, 2s, 4s, 8s, 16s, 32s, 60s, 60s}) {
    const auto wait = backoff.AfterFailure();
    CHECK(wait >= whole / 2);
    CHECK(wait <= whole);
  }
  const auto wait = backoff.AfterSuccess(10s);
  CHECK(wait >= 10s);
  CHECK(wait <= 11s);
  CHECK(backoff.AfterFailure() <= 1s);
  for (int i = 0; i < 100; ++i) CHECK(backoff.AfterFailure() <= 60s);
}

TEST_CASE("two posts do not call at the same moment", "[sync]") {
  int same = 0;
  for (std::uint32_t seed = 0; seed < 100; ++seed) {
    Backoff one(1s, 60s, seed);
    Backoff other(1s, 60s, seed + 1000);
    if (one.AfterFailure() == other.AfterFailure()) ++same;
  }
  CHECK(same < 10);
}

}  // namespace
}  // namespace chowki::sync
