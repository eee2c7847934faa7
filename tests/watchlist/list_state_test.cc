#include "watchlist/list_state.h"

#include <catch2/catch.hpp>

namespace chowki::watchlist {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

Freshness After(seconds age, const FreshnessLimits& limits = {}) {
  ListState state;
  state.version = 1;
  state.issued = Time(hours(1000));
  return WithAge(state, state.issued + age, limits).freshness;
}

TEST_CASE("a list ages and goes stale at its limits", "[watchlist]") {
  CHECK(After(seconds(0)) == Freshness::kFresh);
  CHECK(After(hours(24) - seconds(1)) == Freshness::kFresh);
  CHECK(After(hours(24)) == Freshness::kAging);
  CHECK(After(hours(72) - seconds(1)) == Freshness::kAging);
  CHECK(After(hours(72)) == Freshness::kStale);
  CHECK(After(hours(2), {.aging_after = hours(1)}) == Freshness::kAging);
  CHECK(After(hours(2), {.stale_after = hours(2)}) == Freshness::kStale);
}

TEST_CASE("a list from the future makes the clock suspect, never young", "[watchlist]") {
  CHECK(After(-minutes(5)) == Freshness::kFresh);
  CHECK(After(-minutes(5) - seconds(1)) == Freshness::kClockSuspect);
  ListState state;
  state.version = 1;
  state.issued = Time(hours(1000));
  CHECK(WithAge(state, Time(hours(1))).age == seconds(0));
}

TEST_CASE("a list that was never issued is absent", "[watchlist]") {
  CHECK(WithAge({}, Time(hours(1000))).freshness == Freshness::kAbsent);
}

}  // namespace
}  // namespace chowki::watchlist
