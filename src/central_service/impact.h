#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/deadline.h"
#include "central/plan.h"
#include "sql/pool.h"
#include "watchlist/snapshot.h"

namespace chowki::central_service {

// What a change set would have meant for screenings of the last days. Counts only: nothing in it
// says who a traveller was.
struct Impact {
  std::int64_t screenings = 0;  // searched again
  std::int64_t posts = 0;
  std::optional<Time> oldest;
  std::optional<Time> newest;
  std::int64_t gained = 0;  // with an alert that they do not have with the list as it is
  std::int64_t lost = 0;    // without one that they have

  struct OfEntry {
    std::string id;
    std::int64_t gained = 0;
    std::int64_t lost = 0;
    bool operator==(const OfEntry&) const = default;
  };
  std::vector<OfEntry> entries;  // those with most first, at most kMaxEntries
  static constexpr size_t kMaxEntries = 20;
};

// Searches the newest screenings that posts sent, in the list as it is now and as the change set
// would make it. What officers said of single persons ("checked, not this person") is not looked
// at. Takes the memory of the list and its index while it runs.
//
// number          of a draft whose import has ended, or of a change set that was submitted.
// max_screenings  at most about so many.
// errors          RESOURCE_UNKNOWN; those of MakePlan; CHANGE_SET_STATE_WRONG: it is in force, or
//                 will never be; DEADLINE_PASSED, CALLER_GONE.
[[nodiscard]] Result<Impact> AssessImpact(sql::Pool& pool, std::int64_t number,
                                          const central::Guards& guards,
                                          std::int64_t max_screenings, const Deadline& deadline);

// A list as it is published now, in memory.
//
// errors  of the store; of the deadline.
[[nodiscard]] Result<std::shared_ptr<const watchlist::Snapshot>> LoadList(sql::Connection& store,
                                                                          const std::string& list,
                                                                          const Deadline& deadline);

}  // namespace chowki::central_service
