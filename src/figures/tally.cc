#include "figures/tally.h"

#include <fmt/format.h>

namespace chowki::figures {
namespace {

std::string_view BandOf(int age) {
  if (age < 0) return "unknown";
  if (age < 12) return "0-11";
  if (age < 18) return "12-17";
  if (age < 25) return "18-24";
  return age < 65 ? "25-64" : "65+";
}

int YearsBetween(const Date& from, const Date& to) {
  int years = to.year - from.year;
  if (AddYears(from, years) > to) --years;
  return years;
}

}  // namespace

std::string_view AgeBandOn(const PartialDate& birth, const Date& day) {
  const auto span = ToInterval(birth);
  if (!span || span->first > day) return "unknown";
  const std::string_view oldest = BandOf(YearsBetween(span->first, day));
  return oldest == BandOf(YearsBetween(span->last, day)) ? oldest : "unknown";
}

std::string ToText(const Month& month) {
  return fmt::format("{:04}-{:02}", month.year, month.month);
}

Month MonthOf(const Date& day) { return {day.year, day.month}; }

Result<Month> ParseMonth(std::string_view text) {
  const auto day = ParseIsoDate(std::string(text) + "-01");
  if (!day.ok() || day->year < 2000 || day->year > 2999) {
    return InvalidInput("not a month of the form YYYY-MM, such as 2026-10");
  }
  return MonthOf(*day);
}

}  // namespace chowki::figures
