#pragma once

#include "base/clock.h"
#include "base/date.h"
#include "central/plan.h"

namespace chowki::central {

// What one person may bring into a list alone, because it cannot wait for another: entries that
// were never on it, and that end by themselves. Posts see to the first too (trust/apply.h).

// The last day (UTC) on which such an entry may be in force.
[[nodiscard]] Date LastUrgentDay(Time submitted);

// errors  CHANGE_SET_INVALID with code "urgent_not_new" or "urgent_too_long".
[[nodiscard]] Status CheckUrgent(const PlannedChange& change, Time submitted);

}  // namespace chowki::central
