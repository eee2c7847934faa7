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

TEST_CASE("two different dates on one line are none", "[read]") {
  CHECK(Read("12.08.1974 13.08.1974").empty());
  CHECK(Read("12.08.1974 / 12 AUG 1974") == "1974-08-12");
}

}  // namespace
}  // namespace chowki::read
