#pragma once

#include <vector>

#include "base/deadline.h"
#include "base/status.h"
#include "figures/monthly.h"
#include "sql/pool.h"

namespace chowki::central_service {

// Counts what posts sent and is not counted yet, piece by piece, each in a transaction of its own:
// whatever ends it, the next call goes on there. Rows that this version cannot read are passed
// over.
//
// now     crossings of more than three months ago are forgotten: decisions that come later still
//         are not counted.
// errors  of the store; of the deadline, when nothing could be counted in time: never.
[[nodiscard]] Status CountEvents(sql::Pool& pool, const Deadline& deadline, Time now);

// The figures of a month as they may leave the house.
[[nodiscard]] Result<figures::Monthly> MonthlyFigures(sql::Pool& pool, const figures::Month& month,
                                                      Time now);

// What a post says of its referrals of a month, in the place of what it said before.
[[nodiscard]] Status TakeReferrals(sql::Pool& pool, const std::string& device,
                                   const figures::Month& month,
                                   const std::vector<figures::Tally>& tallies);

}  // namespace chowki::central_service
