#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace chowki::watchlist {

enum class Freshness { kFresh, kAging, kStale, kAbsent, kClockSuspect };

[[nodiscard]] std::string_view Name(Freshness freshness);  // "fresh", "aging", "stale", ...

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

}  // namespace chowki::watchlist
