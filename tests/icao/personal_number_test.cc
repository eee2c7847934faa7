#include "icao/personal_number.h"

#include <catch2/catch.hpp>

namespace chowki::icao {
namespace {

struct Vector {
  const char* issuer;
  const char* number;
  const char* birth_date;
  Sex sex;
};

// Examples of the rules' descriptions; nobody's numbers.
const Vector kVectors[] = {
    {"BGR", "7523169263", "750316", Sex::kMale},    {"BGR", "8032056031", "801205", Sex::kFemale},
    {"CZE", "7103192745", "710319", Sex::kMale},    {"SVK", "7103192745", "710319", Sex::kMale},
    {"EST", "37605030299", "760503", Sex::kMale},   {"LTU", "38703181745", "870318", Sex::kMale},
    {"MYS", "770305021234", "", Sex::kFemale},      {"PAK", "3420108912318", "", Sex::kFemale},
    {"POL", "44051401359", "440514", Sex::kMale},   {"POL", "02211307589", "020113", Sex::kFemale},
    {"ROU", "1630615123457", "630615", Sex::kMale}, {"SWE", "198803200016", "880320", Sex::kMale},
    {"ZAF", "7503305044089", "750330", Sex::kMale},
};

TEST_CASE("personal numbers tell birth and sex by the rules of their state",
          "[icao][personal_number]") {
  for (const Vector& vector : kVectors) {
    CAPTURE(vector.issuer, vector.number);
    const auto personal = ReadPersonalNumber(vector.issuer, vector.number);
    REQUIRE(personal.has_value());
    CHECK(personal->birth_date == vector.birth_date);
    CHECK(personal->sex == vector.sex);
    CHECK(ReadPersonalNumber(vector.issuer, std::string(vector.number) + "<<<") == personal);
  }
}

TEST_CASE("a month with fifty added is a woman's in Czechia and Slovakia",
          "[icao][personal_number]") {
  const auto personal = ReadPersonalNumber("CZE", "7153192740");
  REQUIRE(personal.has_value());
  CHECK(personal->birth_date == "710319");
  CHECK(personal->sex == Sex::kFemale);
}

TEST_CASE("another digit, another length, letters and another state make it no personal number",
          "[icao][personal_number]") {
  for (const Vector& vector : kVectors) {
    CAPTURE(vector.issuer, vector.number);
    std::string number = vector.number;
    CHECK(ReadPersonalNumber("UTO", number) == std::nullopt);
    CHECK(ReadPersonalNumber(vector.issuer, number + "1") == std::nullopt);
    CHECK(ReadPersonalNumber(vector.issuer, number.substr(1)) == std::nullopt);
    CHECK(ReadPersonalNumber(vector.issuer, "A" + number.substr(1)) == std::nullopt);
    if (*vector.birth_date == '\0') continue;  // these have no check digit
    number.back() = number.back() == '9' ? '0' : static_cast<char>(number.back() + 1);
    CHECK(ReadPersonalNumber(vector.issuer, number) == std::nullopt);
  }
  CHECK(ReadPersonalNumber("POL", "") == std::nullopt);
  CHECK(ReadPersonalNumber("POL", "<<<<") == std::nullopt);
}

}  // namespace
}  // namespace chowki::icao
