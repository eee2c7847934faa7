#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"

namespace chowki::journal {

// Who read what, without a document before him: a row of the chain, on the disk before the answer.
// So is found who looks people up.
struct ReadRecord {
  std::string reader;         // the caller
  std::string roles;          // "officer,supervisor"
  std::string method;         // "GetScreening"
  std::string subject;        // "screenings/<id>", "query/<16 hex digits>"
  std::int64_t sequence = 0;  // given by the journal, not in the payload
  Time time{};                // likewise
  bool operator==(const ReadRecord&) const = default;
};

// A read that the same caller did so short a time ago is not written down again: a page that is
// loaded anew, a call that is repeated. Ours.
inline constexpr std::chrono::seconds kSameRead{10};
// The same for what an open page asks for again and again by itself: ours, too.
inline constexpr std::chrono::seconds kSameWatch{3600};

[[nodiscard]] constexpr std::chrono::seconds SameFor(std::string_view method) {
  return method == "WatchScreenings" || method == "ListLateAlerts" ? kSameWatch : kSameRead;
}

struct ReadPage {
  std::vector<ReadRecord> reads;  // newest first
  std::string next_page_token;    // "" on the last page
};

}  // namespace chowki::journal
