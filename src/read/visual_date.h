#pragma once

#include <optional>
#include <string_view>

#include "base/calendar.h"
#include "base/date.h"
#include "base/partial_date.h"

namespace chowki::read {

enum class DateKind { kBirth, kIssue, kExpiry };

// What decides how a printed date is meant.
struct DateContext {
  Date today;  // decides the century of two-digit years: a birth or an issue is never in the
               // future, an expiry less than 50 years ago
  Calendar calendar = Calendar::kGregorian;  // of years about 1400: the state's other calendar

  DateContext(const Date& day) : today(day) {}  // NOLINT: a day is a context
  DateContext(const Date& day, Calendar other) : today(day), calendar(other) {}
};

// The calendar that a state prints beside the Gregorian one, or that one.
//
// state   code as in an MRZ
// source  general knowledge of the passports of Iran, Afghanistan and Saudi Arabia.
[[nodiscard]] Calendar CalendarOf(std::string_view state);

// A date as documents print it: "12 AUG/AOUT 74", "12.08.1974", "12/08/1974", "12 08 1974",
// "1974-08-12", "XX.XX.1984", "13 JADI 1358", "۱۱ محرم ۱۴۴۰"; day before month, months by their
// names (month_name.h), letters that OCR puts for digits (O, I, S, B ...) among digits. Days of
// other calendars are turned into Gregorian ones.
//
// text    UTF-8, also with other words around the date.
// returns nullopt when there is no date, or several.
// thread  pure.
[[nodiscard]] std::optional<PartialDate> ParsePrintedDate(std::string_view text, DateKind kind,
                                                          const DateContext& context);

}  // namespace chowki::read
