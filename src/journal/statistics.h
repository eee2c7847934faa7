#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "decide/verdict.h"
#include "journal/decision.h"

namespace chowki::journal {

// Which screenings are counted, by their time. Empty texts do not restrict.
struct StatisticsSpan {
  std::string checkpoint;
  std::string lane;
  Time from{};                         // inclusive
  Time to{};                           // exclusive, after from
  std::chrono::minutes utc_offset{0};  // where a day begins
  std::chrono::hours period{24};       // what is counted together: an hour or a day
};

// What screenings and decisions of a span were like. No personal data.
struct Statistics {
  static constexpr int kMaxReasons = 100;

  struct Period {
    Time start{};
    std::int64_t clear = 0;
    std::int64_t attention = 0;
    std::int64_t refer = 0;
  };
  // Screenings in whose verdict a reason stands, once each.
  struct Reason {
    std::string code;
    std::int64_t screenings = 0;
    std::int64_t attention = 0;  // that advised attention in all
    std::int64_t refer = 0;
    std::int64_t decided = 0;    // with a decision in force
    std::int64_t proceeded = 0;  // of the decided
  };
  struct Decided {
    decide::Advice advice = decide::Advice::kClear;
    std::optional<Outcome> outcome;  // nullopt: none is in force
    std::int64_t screenings = 0;
  };
  // Nearest rank: the smallest that at least so many are not above.
  struct Times {
    std::int64_t count = 0;
    std::chrono::microseconds median{0};
    std::chrono::microseconds percentile_95{0};
  };

  std::vector<Period> periods;  // earliest first; none without a screening
  std::vector<Reason> reasons;  // the most frequent first, at most kMaxReasons
  std::vector<Decided> decisions;
  Times answer;    // from images to answer
  Times decision;  // from the screening to the decision in force
  std::int64_t matches = 0;
  std::int64_t suppressed = 0;
  std::int64_t awaiting_signature = 0;
};

}  // namespace chowki::journal
