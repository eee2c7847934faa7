#include "icao/lookalike.h"

#include <string>

#include <catch2/catch.hpp>

namespace chowki::icao {
namespace {

TEST_CASE("letters that look like digits become them, nothing else changes", "[icao]") {
  std::string text = "OQDILZSGB";
  for (char& c : text) c = DigitLike(c);
  CHECK(text == "000112568");
  for (const char c : std::string("0123456789ACEFHJKMNPRTUVWXY<o|")) CHECK(DigitLike(c) == c);
}

}  // namespace
}  // namespace chowki::icao
