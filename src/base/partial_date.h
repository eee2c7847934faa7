#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/status.h"

namespace chowki {

// A date of which parts may be unknown (0), as Doc 9303-3 section 4.8 allows for dates of birth and
// as many watchlist records need. All zero: nothing is known.
struct PartialDate {
  int year = 0;
  int month = 0;
  int day = 0;
  bool operator==(const PartialDate&) const = default;
};

[[nodiscard]] PartialDate ToPartial(const Date& date);
[[nodiscard]] bool IsUnknown(const PartialDate& date);

// The full date when all parts are known and the day exists.
[[nodiscard]] std::optional<Date> ToFull(const PartialDate& date);

// First and last day that the known parts allow; nullopt when the year is unknown.
struct DateInterval {
  Date first;
  Date last;
  bool operator==(const DateInterval&) const = default;
};
[[nodiscard]] std::optional<DateInterval> ToInterval(const PartialDate& date);

// "1974-08-12"; unknown parts as X: "1974-XX-XX", "XXXX-XX-XX".
[[nodiscard]] std::string ToIso(const PartialDate& date);

// Accepts "1974-08-12", "1974-08", "1974", unknown parts as XX. Empty text is all unknown.
[[nodiscard]] Result<PartialDate> ParsePartialDate(std::string_view text);

}  // namespace chowki
