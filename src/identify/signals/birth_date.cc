#include "identify/signals/birth_date.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "identify/scorecard.h"

namespace chowki::identify {
namespace {

using watchlist::EntryBirthDate;

// 1 January as the whole year.
DateInterval Widened(const DateInterval& span) {
  if (span.first == span.last && span.first.month == 1 && span.first.day == 1) {
    return {span.first, {span.first.year, 12, 31}};
  }
  return span;
}

std::optional<Date> SingleDay(const DateInterval& span) {
  return span.first == span.last ? std::optional(span.first) : std::nullopt;
}

int Days(const DateInterval& span) { return DaysBetween(span.first, span.last) + 1; }

bool DayAndMonthSwapped(const Date& a, const Date& b) {
  return a.year == b.year && a.month == b.day && a.day == b.month && a.month != a.day;
}

// One of the digits of YYMMDD differs.
bool OneDigitDiffers(const Date& a, const Date& b) {
  if (a.year / 100 != b.year / 100) return false;
  const auto digits = [](const Date& date) {
    return date.year % 100 * 10'000 + date.month * 100 + date.day;
  };
  int differing = 0;
  for (int x = digits(a), y = digits(b); x > 0 || y > 0; x /= 10, y /= 10) {
    differing += x % 10 != y % 10 ? 1 : 0;
  }
  return differing == 1;
}

bool NextYear(const Date& a, const Date& b) {
  return std::abs(a.year - b.year) == 1 && a.month == b.month && a.day == b.day;
}

// What speaks against dates that are so many days apart.
//
// rough  one side knows no day.
double PointsApart(int days, bool rough) {
  constexpr int kYear = 366;
  if (days > 5 * kYear) return scorecard::kBirthDateDiffers;
  const double factor = rough ? scorecard::kRoughDate : 1;
  if (days > 2 * kYear) return factor * scorecard::kFiveYearsOff;
  return factor * (days > kYear ? scorecard::kTwoYearsOff : scorecard::kOneYearOff);
}

std::string Text(const EntryBirthDate& date) {
  if (ToInterval(date.stated) == date.span) return ToIso(date.stated);
  return ToIso(date.span.first) + "/" + ToIso(date.span.last);
}

}  // namespace

double BirthDatePoints(const DateInterval& asked, const DateInterval& known) {
  const DateInterval a = Widened(asked);
  const DateInterval b = Widened(known);
  const int apart = std::max(DaysBetween(a.last, b.first), DaysBetween(b.last, a.first));
  if (apart <= 0) {
    const double days = std::max(Days(a), Days(b));
    return std::clamp(std::log2(scorecard::kDaysOfALifetime / days), 0.0,
                      scorecard::kBirthDateMost);
  }
  const auto day_a = SingleDay(a);
  const auto day_b = SingleDay(b);
  if (day_a && day_b) {
    if (DayAndMonthSwapped(*day_a, *day_b)) return scorecard::kDayAndMonthSwapped;
    if (std::abs(day_a->year - day_b->year) == 100 && day_a->month == day_b->month &&
        day_a->day == day_b->day) {
      return scorecard::kOtherCentury;
    }
    if (NextYear(*day_a, *day_b)) return scorecard::kNextYear;
    if (OneDigitDiffers(*day_a, *day_b)) return scorecard::kOneDigitDiffers;
  }
  return PointsApart(apart, !day_a || !day_b);
}

Signal CompareBirthDate(const Query& query, const watchlist::Entry& entry) {
  Signal signal{"birth_date", Effect::kNeutral, 0, "", ""};
  const auto asked = ToInterval(query.birth_date);
  if (!asked || entry.birth_dates.empty()) return signal;
  double best = -std::numeric_limits<double>::infinity();
  for (const EntryBirthDate& known : entry.birth_dates) {
    const double points = BirthDatePoints(*asked, known.span);
    if (points <= best) continue;
    best = points;
    signal.entry = Text(known);
  }
  signal.query = ToIso(query.birth_date);
  signal.points = best;
  return signal;
}

}  // namespace chowki::identify
