#include "base/calendar.h"

#include <catch2/catch.hpp>

namespace chowki {
namespace {

std::string Iso(std::optional<Date> date) { return date ? ToIso(*date) : ""; }

// Days known from elsewhere: Nowruz of 1400 and 1358 (Iran's calendar of equinoxes), the first of
// Muharram 1440 (Umm al-Qura).
TEST_CASE("days of the Persian and the Islamic calendar become Gregorian ones", "[base]") {
  CHECK(Iso(ToGregorian(Calendar::kPersian, 1400, 1, 1)) == "2021-03-21");
  CHECK(Iso(ToGregorian(Calendar::kPersian, 1358, 10, 11)) == "1980-01-01");
  CHECK(Iso(ToGregorian(Calendar::kIslamic, 1440, 1, 1)) == "2018-09-11");
  CHECK(Iso(ToGregorian(Calendar::kGregorian, 1974, 8, 12)) == "1974-08-12");
}

TEST_CASE("a day that a calendar does not have is none", "[base]") {
  CHECK_FALSE(ToGregorian(Calendar::kPersian, 1399, 13, 1).has_value());
  CHECK_FALSE(ToGregorian(Calendar::kPersian, 1400, 12, 30).has_value());  // no leap year
  CHECK(ToGregorian(Calendar::kPersian, 1399, 12, 30).has_value());
  CHECK_FALSE(ToGregorian(Calendar::kIslamic, 1440, 1, 31).has_value());
  CHECK_FALSE(ToGregorian(Calendar::kGregorian, 2023, 2, 29).has_value());
  CHECK_FALSE(ToGregorian(Calendar::kPersian, 0, 1, 1).has_value());
}

}  // namespace
}  // namespace chowki
