#include "base/date.h"

#include <charconv>

namespace chowki {
namespace {

namespace chr = std::chrono;

chr::year_month_day ToYmd(const Date& date) {
  return chr::year{date.year} / chr::month{static_cast<unsigned>(date.month)} /
         chr::day{static_cast<unsigned>(date.day)};
}

Date FromDays(chr::sys_days days) {
  const chr::year_month_day ymd{days};
  return {static_cast<int>(ymd.year()), static_cast<int>(static_cast<unsigned>(ymd.month())),
          static_cast<int>(static_cast<unsigned>(ymd.day()))};
}

}  // namespace

bool IsValid(const Date& date) {
  if (date.year < 1 || date.year > 9999 || date.month < 1 || date.day < 1) return false;
  return ToYmd(date).ok();
}

std::string ToIso(const Date& date) {
  return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

Result<Date> ParseIsoDate(std::string_view text) {
  const auto wrong = [&] { return InvalidInput("\"{}\" is not a date like 1974-08-12", text); };
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return wrong();
  const auto number = [&](size_t from, size_t length, int& out) {
    const char* end = text.data() + from + length;
    const auto [at, error] = std::from_chars(text.data() + from, end, out);
    return error == std::errc{} && at == end;
  };
  Date date;
  if (!number(0, 4, date.year) || !number(5, 2, date.month) || !number(8, 2, date.day) ||
      !IsValid(date)) {
    return wrong();
  }
  return date;
}

Date ToDate(chr::system_clock::time_point time) { return FromDays(chr::floor<chr::days>(time)); }

Date AddYears(const Date& date, int years) {
  Date moved = date;
  moved.year += years;
  return IsValid(moved) ? moved : Date{moved.year, 3, 1};
}

Date AddDays(const Date& date, int days) {
  return FromDays(chr::sys_days{ToYmd(date)} + chr::days{days});
}

int DaysBetween(const Date& from, const Date& to) {
  return static_cast<int>((chr::sys_days{ToYmd(to)} - chr::sys_days{ToYmd(from)}).count());
}

std::string ToIsoTime(chr::system_clock::time_point time) {
  const auto millis = chr::floor<chr::milliseconds>(time);
  const auto day = chr::floor<chr::days>(millis);
  const chr::hh_mm_ss clock{millis - day};
  return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", ToIso(FromDays(day)), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count(), clock.subseconds().count());
}

}  // namespace chowki
