#include "icao/century.h"

#include <catch2/catch.hpp>

namespace chowki::icao {
namespace {

constexpr Date kToday = {2026, 11, 22};

TEST_CASE("a birth is never in the future and as late as possible", "[icao]") {
  CHECK(ReadBirthDate("740812", kToday) == PartialDate{1974, 8, 12});
  CHECK(ReadBirthDate("261122", kToday) == PartialDate{2026, 11, 22});
  CHECK(ReadBirthDate("261123", kToday) == PartialDate{1926, 11, 23});
  CHECK(ReadBirthDate("270101", kToday) == PartialDate{1927, 1, 1});
  CHECK(ReadBirthDate("000229", kToday) == PartialDate{2000, 2, 29});
}

TEST_CASE("unknown parts of a birth date stay unknown", "[icao]") {
  CHECK(ReadBirthDate("74<<<<", kToday) == PartialDate{1974, 0, 0});
  CHECK(ReadBirthDate("7408<<", kToday) == PartialDate{1974, 8, 0});
  CHECK(ReadBirthDate("74<<12", kToday) == PartialDate{1974, 0, 12});
  CHECK(ReadBirthDate("<<0812", kToday) == PartialDate{0, 8, 12});
  CHECK(ReadBirthDate("26<<<<", kToday) == PartialDate{2026, 0, 0});
  CHECK(ReadBirthDate("2612<<", kToday) == PartialDate{1926, 12, 0});
  CHECK(IsUnknown(ReadBirthDate("<<<<<<", kToday)));
}

TEST_CASE("what is no date is unknown and told apart from fillers", "[icao]") {
  for (const char* wrong :
       {"740230", "741301", "740832", "74O812", "7<0812", "74081", "", "74<<32", "<<0230"}) {
    INFO(wrong);
    CHECK(IsUnknown(ReadBirthDate(wrong, kToday)));
    CHECK(IsUnknown(ReadExpiryDate(wrong, kToday, {})));
    CHECK(FormOf(wrong) == DateForm::kImpossible);
  }
  for (const char* right : {"740812", "<<<<<<", "74<<<<", "<<0812", "000229"}) {
    INFO(right);
    CHECK(FormOf(right) == DateForm::kRight);
  }
}

TEST_CASE("zeros for an unknown month or day are taken as unknown", "[icao]") {
  CHECK(ReadBirthDate("740000", kToday) == PartialDate{1974, 0, 0});
  CHECK(ReadBirthDate("740800", kToday) == PartialDate{1974, 8, 0});
  CHECK(ReadBirthDate("740012", kToday) == PartialDate{1974, 0, 12});
  CHECK(ReadBirthDate("010000", kToday) == PartialDate{2001, 0, 0});
  CHECK(IsUnknown(ReadBirthDate("000000", kToday)));
  for (const char* zeros : {"740000", "740800", "740012", "000000"}) {
    CHECK(FormOf(zeros) == DateForm::kZeros);
  }
}

TEST_CASE("an expiry lies in its window and never before the birth", "[icao]") {
  CHECK(ReadExpiryDate("120415", kToday, {}) == PartialDate{2012, 4, 15});
  CHECK(ReadExpiryDate("940623", kToday, {}) == PartialDate{1994, 6, 23});
  CHECK(ReadExpiryDate("750101", kToday, {}) == PartialDate{2075, 1, 1});
  CHECK(ReadExpiryDate("760101", kToday, {}) == PartialDate{1976, 1, 1});
  CHECK(ReadExpiryDate("990101", kToday, {}) == PartialDate{1999, 1, 1});
  CHECK(ReadExpiryDate("990101", kToday, {2015, 3, 2}) == PartialDate{2099, 1, 1});
  CHECK(ReadExpiryDate("<<<<<<", kToday, {}) == PartialDate{});
}

TEST_CASE("dates are written as they were read", "[icao]") {
  for (const char* text : {"740812", "74<<<<", "7408<<", "<<0812", "<<<<<<", "000229"}) {
    CHECK(WriteDate(ReadBirthDate(text, kToday)) == text);
  }
}

}  // namespace
}  // namespace chowki::icao
