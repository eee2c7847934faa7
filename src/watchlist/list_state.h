#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace chowki::watchlist {

enum class Freshness { kFresh, kAging, kStale, kAbsent, kClockSuspect };

[[nodiscard]] std::string_view Name(Freshness freshness);  // "fresh", "aging", "stale", ...

// The list that a post keeps itself: entries that two of its officers put there and the centre has
// not approved. No list that is followed has this name.
inline constexpr std::string_view kProvisionalList = "provisional";

// Which list an answer rests on. It stands in every screening: an answer without it means nothing.
struct ListState {
  std::string list;
  std::int64_t epoch = 1;
  std::int64_t version = 0;
  std::int64_t entries = 0;
  std::string state_root;  // lower-case hex SHA-256 over the entries
  Time issued{};
  std::chrono::seconds age{0};
  Freshness freshness = Freshness::kAbsent;
  bool operator==(const ListState&) const = default;
};

// When a list is no longer as good as new. A site sets its own; these are the defaults.
inline constexpr std::chrono::seconds kAgingAfter = std::chrono::hours(24);
inline constexpr std::chrono::seconds kStaleAfter = std::chrono::hours(72);

// A clock may run so far behind the one that issued the list before it is suspected.
inline constexpr std::chrono::seconds kClockTolerance = std::chrono::minutes(5);

struct FreshnessLimits {
  std::chrono::seconds aging_after = kAgingAfter;
  std::chrono::seconds stale_after = kStaleAfter;
  std::chrono::seconds clock_tolerance = kClockTolerance;
};

// Sets age and freshness of a list by the clock. Age is never negative; a list from the future
// makes the clock suspect. A list that was never issued (version 0) stays absent.
[[nodiscard]] ListState WithAge(ListState state, Time now, const FreshnessLimits& limits = {});

}  // namespace chowki::watchlist
