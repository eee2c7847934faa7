#include "watchlist/list_state.h"

#include <algorithm>

namespace chowki::watchlist {

std::string_view Name(Freshness freshness) {
  switch (freshness) {
    case Freshness::kFresh:
      return "fresh";
    case Freshness::kAging:
      return "aging";
    case Freshness::kStale:
      return "stale";
    case Freshness::kAbsent:
      return "absent";
    case Freshness::kClockSuspect:
      return "clock_suspect";
  }
  return "";
}

ListState WithAge(ListState state, Time now, const FreshnessLimits& limits) {
  if (state.version == 0) {
    state.age = std::chrono::seconds(0);
    state.freshness = Freshness::kAbsent;
    return state;
  }
  const auto age = std::chrono::duration_cast<std::chrono::seconds>(now - state.issued);
  state.age = std::max(age, std::chrono::seconds(0));
  if (age < -limits.clock_tolerance) {
    state.freshness = Freshness::kClockSuspect;
  } else if (age >= limits.stale_after) {
    state.freshness = Freshness::kStale;
  } else if (age >= limits.aging_after) {
    state.freshness = Freshness::kAging;
  } else {
    state.freshness = Freshness::kFresh;
  }
  return state;
}

}  // namespace chowki::watchlist
