#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/status.h"
#include "sqlite/database.h"

namespace chowki::safeguard {

// That somebody read or changed something. No personal data of travellers: names of referrals and
// screenings only.
struct Access {
  std::int64_t sequence = 0;  // given by the log, from 1 without gaps
  Time time{};
  std::string officer;
  std::string method;   // "GetReferral"
  std::string subject;  // name of a referral or screening; "": a list
  bool operator==(const Access&) const = default;
};

// source  FIELD (e): audit 5 years.
inline constexpr std::chrono::days kKeepAccesses{5 * 365 + 1};

// Puts one at the end of the chain; on the disk when it returns if the database is durable.
[[nodiscard]] Status AppendAccess(sqlite::Database& database, const Access& access);

// The newest first.
//
// below  only those of a smaller sequence; 0: from the newest.
[[nodiscard]] Result<std::vector<Access>> ReadAccesses(sqlite::Database& database,
                                                       std::int64_t below, int count);

// Drops what is older.
[[nodiscard]] Status DropAccesses(sqlite::Database& database, Time before);

// errors  kDataLoss naming the first row that was changed, cut out or put in. Who writes the whole
//         file anew is not found.
[[nodiscard]] Status VerifyAccesses(sqlite::Database& database);

}  // namespace chowki::safeguard
