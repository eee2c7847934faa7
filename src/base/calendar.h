#pragma once

#include <optional>

#include "base/date.h"

namespace chowki {

enum class Calendar {
  kGregorian,
  kPersian,  // Iran, Afghanistan: the solar Hijri calendar
  kIslamic   // the lunar Hijri calendar of Saudi Arabia (Umm al-Qura)
};

// The Gregorian day of a day of another calendar; months are counted from 1.
//
// returns nullopt when that calendar has no such day, or years outside 1 to 3000.
// thread  pure.
// source  ICU's calendars.
[[nodiscard]] std::optional<Date> ToGregorian(Calendar calendar, int year, int month, int day);

}  // namespace chowki
