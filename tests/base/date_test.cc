#include "base/date.h"

#include <catch2/catch.hpp>

#include "base/partial_date.h"

namespace chowki {
namespace {

TEST_CASE("dates are read strictly and written back", "[base]") {
  CHECK(ToIso(ParseIsoDate("1974-08-12").value()) == "1974-08-12");
  for (const char* wrong : {"", "1974-8-12", "1974-02-30", "1974-08-12 ", "19740812", "0000-01-01",
                            "1974-13-01", "-974-08-12"}) {
    INFO(wrong);
    CHECK_FALSE(ParseIsoDate(wrong).ok());
  }
}

TEST_CASE("days and years are added by the calendar", "[base]") {
  CHECK(AddYears({2000, 2, 29}, 1) == Date{2001, 3, 1});
  CHECK(DaysBetween({2023, 12, 31}, {2024, 3, 1}) == 61);
}

TEST_CASE("partial dates keep what is unknown", "[base]") {
  CHECK(ToIso(ParsePartialDate("1974").value()) == "1974-XX-XX");
  CHECK(ToIso(ParsePartialDate("1974-XX-12").value()) == "1974-XX-12");
  CHECK(IsUnknown(ParsePartialDate("").value()));
  CHECK(ToInterval(ParsePartialDate("2024-02").value())->last == Date{2024, 2, 29});
  CHECK(ToInterval(ParsePartialDate("1974").value()) == DateInterval{{1974, 1, 1}, {1974, 12, 31}});
  CHECK_FALSE(ParsePartialDate("1974-00-12").ok());
  CHECK_FALSE(ParsePartialDate("1974-02-30").ok());
  CHECK_FALSE(ParsePartialDate("74").ok());
}

TEST_CASE("times are written in UTC with milliseconds", "[base]") {
  const auto time = std::chrono::system_clock::time_point(std::chrono::milliseconds(1234));
  CHECK(ToIsoTime(time) == "1970-01-01T00:00:01.234Z");
  CHECK(ToDate(time - std::chrono::hours(1)) == Date{1969, 12, 31});
}

}  // namespace
}  // namespace chowki
