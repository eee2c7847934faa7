#include "icao/check_digit.h"

#include <string>

#include <catch2/catch.hpp>

#include "icao/spec_vectors.h"

namespace chowki::icao {
namespace {

TEST_CASE("the standard's examples give the standard's digits", "[icao][spec]") {
  for (const auto& [field, digit] : kSpecDigits) {
    INFO(field);
    CHECK(CheckDigit(field).value() == digit);
  }
}

TEST_CASE("an empty field counts 0", "[icao]") { CHECK(CheckDigit("").value() == 0); }

TEST_CASE("characters outside the alphabet are refused by place", "[icao]") {
  CHECK(Message(CheckDigit("12a4").status()) ==
        "character 3 of the field, \"a\", is not A-Z, 0-9 or <");
  for (const char* wrong : {" ", "\n", "12-4", "\xC3\x91"}) CHECK_FALSE(CheckDigit(wrong).ok());
}

TEST_CASE("one changed digit is always noticed", "[icao]") {
  const std::string field = "7408122034";
  for (size_t i = 0; i < field.size(); ++i) {
    for (char digit = '0'; digit <= '9'; ++digit) {
      if (digit == field[i]) continue;
      std::string changed = field;
      changed[i] = digit;
      INFO(changed);
      CHECK(CheckDigit(changed).value() != CheckDigit(field).value());
    }
  }
}

TEST_CASE("pairs of equal value modulo 10 are never noticed", "[icao]") {
  for (const auto& [a, b] : {std::pair{'A', 'K'}, {'0', 'A'}, {'<', 'K'}, {'6', 'G'}, {'1', 'L'}}) {
    CHECK((*CharacterValue(a) - *CharacterValue(b)) % 10 == 0);
    CHECK(CheckDigit(std::string("12") + a + "34").value() ==
          CheckDigit(std::string("12") + b + "34").value());
  }
}

}  // namespace
}  // namespace chowki::icao
