#include "report/comparison.h"

#include <string>

#include <catch2/catch.hpp>

namespace chowki::report {
namespace {

using Pair = std::pair<std::string, std::string>;

TEST_CASE("the characters that differ are marked in both values", "[report]") {
  CHECK(WithDifferences("740812", "740821") ==
        Pair("<bdi>7408<mark>12</mark></bdi>", "<bdi>7408<mark>21</mark></bdi>"));
  CHECK(WithDifferences("same", "same") == Pair("<bdi>same</bdi>", "<bdi>same</bdi>"));
  CHECK(WithDifferences("", "x") == Pair("<bdi></bdi>", "<bdi><mark>x</mark></bdi>"));
}

TEST_CASE("a character too many does not mark all that follows", "[report]") {
  CHECK(WithDifferences("ERIKSSON", "ERIKSON").second == "<bdi>ERIKSON</bdi>");
  const auto [longer, shorter] = WithDifferences("AXBCDEF", "ABCDEF");
  CHECK(longer == "<bdi>A<mark>X</mark>BCDEF</bdi>");
  CHECK(shorter == "<bdi>ABCDEF</bdi>");
}

TEST_CASE("characters of several bytes are one", "[report]") {
  CHECK(
      WithDifferences("\xC3\x84\xC3\x96", "\xC3\x84\xC3\x9C") ==
      Pair("<bdi>\xC3\x84<mark>\xC3\x96</mark></bdi>", "<bdi>\xC3\x84<mark>\xC3\x9C</mark></bdi>"));
}

TEST_CASE("markup in a value is escaped once, character by character", "[report]") {
  CHECK(WithDifferences("<i>", "<b>") ==
        Pair("<bdi>&lt;<mark>i</mark>&gt;</bdi>", "<bdi>&lt;<mark>b</mark>&gt;</bdi>"));
}

TEST_CASE("values beyond any field are shown and not compared", "[report]") {
  const std::string endless(5000, 'a');
  CHECK(WithDifferences(endless, "b").first == "<bdi>" + endless + "</bdi>");
}

}  // namespace
}  // namespace chowki::report
