#include "base/calendar.h"

#include <memory>

#include <unicode/calendar.h>
#include <unicode/locid.h>

namespace chowki {
namespace {

constexpr int kLatestYear = 3000;
constexpr double kMsPerDay = 86'400'000.0;

const char* LocaleOf(Calendar calendar) {
  switch (calendar) {
    case Calendar::kPersian:
      return "fa@calendar=persian";
    case Calendar::kIslamic:
      return "ar@calendar=islamic-umalqura";
    case Calendar::kGregorian:
      break;
  }
  return "en@calendar=gregorian";
}

}  // namespace

std::optional<Date> ToGregorian(Calendar calendar, int year, int month, int day) {
  if (year < 1 || year > kLatestYear) return std::nullopt;
  if (calendar == Calendar::kGregorian) {
    const Date date = {year, month, day};
    return IsValid(date) ? std::optional(date) : std::nullopt;
  }
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::Calendar> days(icu::Calendar::createInstance(
      *icu::TimeZone::getGMT(), icu::Locale(LocaleOf(calendar)), status));
  if (U_FAILURE(status) != 0) return std::nullopt;
  days->clear();
  days->setLenient(0);
  days->set(year, month - 1, day);
  const UDate ms = days->getTime(status);
  if (U_FAILURE(status) != 0) return std::nullopt;  // no such day
  return AddDays({1970, 1, 1}, static_cast<int>(ms / kMsPerDay));
}

}  // namespace chowki
