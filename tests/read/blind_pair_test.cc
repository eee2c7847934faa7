#include "read/blind_pair.h"

#include <catch2/catch.hpp>

#include "icao/mrz_check.h"

namespace chowki::read {
namespace {

TEST_CASE("blind pairs leave every check digit as it is, other pairs do not", "[read]") {
  constexpr std::string_view kAlphabet = "<0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  for (const char one : kAlphabet) {
    for (const char other : kAlphabet) {
      if (one == other) {
        CHECK_FALSE(IsBlindPair(one, other));
        continue;
      }
      for (size_t at = 0; at < 3; ++at) {  // each of the weights 7, 3, 1
        std::string text = "L898902C3", changed = text;
        text[at] = one;
        changed[at] = other;
        CHECK((icao::ComputedDigit(text) == icao::ComputedDigit(changed)) ==
              IsBlindPair(one, other));
      }
    }
  }
}

TEST_CASE("a doubt names the alternatives that digits cannot rule out", "[read]") {
  CHECK(BlindAlternatives({1, 30, {{'K', 0.6}, {'<', 0.3}, {'X', 0.1}}}) == "<");
  CHECK(BlindAlternatives({1, 30, {{'8', 0.6}, {'B', 0.4}}}).empty());
  CHECK(BlindAlternatives({}).empty());
}

}  // namespace
}  // namespace chowki::read
