#include "read/visual_date.h"

#include <catch2/catch.hpp>

namespace chowki::read {
namespace {

constexpr Date kToday{2026, 11, 22};

std::string Read(std::string_view text, DateKind kind = DateKind::kBirth) {
  const auto date = ParsePrintedDate(text, kind, kToday);
  return date ? ToIso(*date) : "";
}

TEST_CASE("dates are read in the forms that documents print", "[read]") {
  const std::string expected = "1974-08-12";
  for (const char* text : {"12 AUG/AOUT 74", "12 AUG/AOÛT 1974", "12 AUG / AOU 74", "12.08.1974",
                           "12/08/1974", "12 08 1974", "12-08-1974", "1974-08-12", "1974.08.12",
                           "12 AUG 1974", "12AUG1974", "12. August 1974", "12 août 1974",
                           "12 Ago 1974", "12 08 74", "Né le: 12.08.1974", "12 AVG/AUG 74"}) {
    CAPTURE(text);
    CHECK(Read(text) == expected);
  }
}

TEST_CASE("letters that OCR puts for digits count as digits", "[read]") {
  CHECK(Read("I2.O8.1974") == "1974-08-12");
  CHECK(Read("12 0CT 1974") == "1974-10-12");
}

TEST_CASE("unknown parts stay unknown", "[read]") {
  CHECK(Read("XX.XX.1984") == "1984-XX-XX");
  CHECK(Read("XX AUG 1984") == "1984-08-XX");
}

TEST_CASE("two-digit years fall where the kind of date can be", "[read]") {
  CHECK(Read("12 AUG 26") == "2026-08-12");
  CHECK(Read("12 AUG 27") == "1927-08-12");
  CHECK(Read("12 AUG 27", DateKind::kExpiry) == "2027-08-12");
  CHECK(Read("12 AUG 75", DateKind::kExpiry) == "2075-08-12");
  CHECK(Read("12 AUG 76", DateKind::kExpiry) == "1976-08-12");
  CHECK(Read("12 AUG 99", DateKind::kIssue) == "1999-08-12");
}

TEST_CASE("what is no day is no date", "[read]") {
  for (const char* text : {"", "SMITH", "41.07.2023", "12.13.1974", "30 FEB 1974", "12 AUG", "1974",
                           "L898902C3", "12 AUG/SEP 1974", "00.00", "87391825"}) {
    CAPTURE(text);
    CHECK(Read(text).empty());
  }
}

TEST_CASE("days of other calendars become Gregorian ones", "[read]") {
  const auto read = [](std::string_view text, std::string_view state) {
    const auto date = ParsePrintedDate(text, DateKind::kBirth, {kToday, CalendarOf(state)});
    return date ? ToIso(*date) : "";
  };
  // 11 Dey (Jadi) 1358 and 1 January 1980 are one day, so are 1 Muharram 1440 and 11 September
  // 2018.
  CHECK(read("11 JADI 1358", "AFG") == "1980-01-01");
  CHECK(read("1358 جدی 11", "AFG") == "1980-01-01");
  CHECK(read("۱۳۵۸/۱۰/۱۱", "IRN") == "1980-01-01");
  CHECK(read("11.10.1358", "IRN") == "1980-01-01");
  CHECK(read("١ محرم ١٤٤٠", "SAU") == "2018-09-11");
  CHECK(read("01/01/1440", "SAU") == "2018-09-11");
  CHECK(read("11 JADI 1358", "UTO") == "1980-01-01");  // the month's name tells the calendar
  CHECK(read("11.10.1358", "UTO").empty());            // nothing tells which year this is
  CHECK(read("11 JADI 1980", "AFG").empty());
  CHECK(read("12 اگست 1974", "PAK") == "1974-08-12");
  CHECK(read("٢٠٠١/٠٥/٣٠", "IRQ") == "2001-05-30");
}

TEST_CASE("months by their names in languages of passports", "[read]") {
  for (const char* text : {"14 MAALIS 1990", "14 MAR/MRT 1990", "14 MÄRZ 1990", "14 MÁR/MAR 90"}) {
    CAPTURE(text);
    CHECK(Read(text) == "1990-03-14");
  }
  CHECK(Read("14 MARRAS 1990") == "1990-11-14");
  CHECK(Read("14 AĞU/AUG 1990") == "1990-08-14");
  CHECK(Read("14 KASIM 1990") == "1990-11-14");
}

TEST_CASE("two different dates on one line are none", "[read]") {
  CHECK(Read("12.08.1974 13.08.1974").empty());
  CHECK(Read("12.08.1974 / 12 AUG 1974") == "1974-08-12");
}

}  // namespace
}  // namespace chowki::read
