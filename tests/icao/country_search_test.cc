#include "icao/country_search.h"

#include <string>

#include <catch2/catch.hpp>

namespace chowki::icao {
namespace {

std::string Code(std::string_view text) {
  const Country* country = FindCountryByText(text);
  return country == nullptr ? "" : std::string(country->code);
}

TEST_CASE("a country is found by any of its codes and by its name", "[icao]") {
  for (const char* text : {"PAK", "pak", "PK", "Pakistan", " PAKISTAN "})
    CHECK(Code(text) == "PAK");
  for (const char* text : {"D", "DE", "DEU", "Germany"}) CHECK(Code(text) == "D");
  CHECK(Code("GB") == "GBR");
  CHECK(Code("GBO") == "GBO");
  CHECK(Code("TÜRKIYE") == "TUR");
  CHECK(Code("UTO") == "UTO");
  CHECK(Code("XXA") == "XXA");
}

TEST_CASE("what is no country is not found", "[icao]") {
  for (const char* text : {"", "  ", "ZZ", "Atlantis", "QQQ"}) {
    INFO(text);
    CHECK(Code(text).empty());
  }
}

TEST_CASE("every code of the table finds its own row", "[icao]") {
  for (const Country& country : Countries()) {
    INFO(country.code);
    CHECK(Code(country.code) == (country.code == "DEU" ? "D" : country.code));
  }
}

}  // namespace
}  // namespace chowki::icao
