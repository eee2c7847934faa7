#include "watchlist/sources/listed_date.h"

#include <catch2/catch.hpp>

namespace chowki::watchlist {
namespace {

std::string Span(std::string_view text) {
  const auto date = ParseListedDate(text);
  if (!date.ok()) return "none";
  return ToIso(date->span.first) + " " + ToIso(date->span.last);
}

TEST_CASE("dates of birth are read in every form that lists use", "[watchlist]") {
  CHECK(Span("10 Dec 1948") == "1948-12-10 1948-12-10");
  CHECK(Span("Oct 1966") == "1966-10-01 1966-10-31");
  CHECK(Span("Nov. 1973 ") == "1973-11-01 1973-11-30");
  CHECK(Span("August 1961") == "1961-08-01 1961-08-31");
  CHECK(Span("1946") == "1946-01-01 1946-12-31");
  CHECK(Span("28/06/1960") == "1960-06-28 1960-06-28");
  CHECK(Span("00/00/1968") == "1968-01-01 1968-12-31");
  CHECK(Span("00/02/1968") == "1968-02-01 1968-02-29");
  CHECK(Span("1974/08/12") == "1974-08-12 1974-08-12");
  CHECK(Span("1974-08") == "1974-08-01 1974-08-31");
  CHECK(Span("circa 1951") == "1949-01-01 1953-12-31");
  CHECK(Span("Approximately 1965") == "1963-01-01 1967-12-31");
  CHECK(Span("circa 01 Jan 1961") == "1959-01-01 1963-01-01");
  CHECK(Span("1951 to 1953") == "1951-01-01 1953-12-31");
  CHECK(Span("01 Jan 1961 to 31 Dec 1963") == "1961-01-01 1963-12-31");
  CHECK(Span("Mar 1962 to Feb 1963") == "1962-03-01 1963-02-28");
  CHECK(Span("circa 1979-1982") == "1977-01-01 1984-12-31");
  CHECK(Span("between 1970 and 1975") == "1970-01-01 1975-12-31");
  CHECK(Span("Between Aug. and Sep. 1977") == "1977-08-01 1977-09-30");
}

TEST_CASE("what is no date is none, never a guess", "[watchlist]") {
  for (const char* text :
       {"", "Unknown", "20th century", "30-35 years old", "31 Feb 1970",
        "24/06/1402 (Hijri Calendar)", "24/06/1402", "12/31/1970", "1953 to 1951", "70", "5",
        "Marvember 1970", "10 1948", "1948-00-10", "-1 Dec 1970"}) {
    INFO(text);
    CHECK(Span(text) == "none");
  }
}

TEST_CASE("one date keeps what was stated, a range does not", "[watchlist]") {
  CHECK(ParseListedDate("circa 1951")->stated == PartialDate{1951, 0, 0});
  CHECK(ParseListedDate("1951 to 1953")->stated == PartialDate{});
}

}  // namespace
}  // namespace chowki::watchlist
