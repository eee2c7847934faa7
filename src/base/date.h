#pragma once

#include <chrono>
#include <compare>
#include <string>
#include <string_view>

#include "base/status.h"

namespace chowki {

// A day of the proleptic Gregorian calendar. Default is no valid day.
struct Date {
  int year = 0;   // 1..9999
  int month = 0;  // 1..12
  int day = 0;    // 1..31
  auto operator<=>(const Date&) const = default;
};

[[nodiscard]] bool IsValid(const Date& date);

// "1974-08-12". Only valid dates have a text.
[[nodiscard]] std::string ToIso(const Date& date);

// errors  kInvalidArgument unless exactly YYYY-MM-DD and a day that exists.
[[nodiscard]] Result<Date> ParseIsoDate(std::string_view text);

// The UTC day of a time point.
[[nodiscard]] Date ToDate(std::chrono::system_clock::time_point time);

[[nodiscard]] Date AddYears(const Date& date, int years);  // 29 February becomes 1 March
[[nodiscard]] Date AddDays(const Date& date, int days);
[[nodiscard]] int DaysBetween(const Date& from, const Date& to);

// "2026-11-22T01:45:10.123Z"
[[nodiscard]] std::string ToIsoTime(std::chrono::system_clock::time_point time);

}  // namespace chowki
