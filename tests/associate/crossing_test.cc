#include "associate/crossing.h"

#include <catch2/catch.hpp>

#include "people.h"

namespace chowki::associate {
namespace {

TEST_CASE("a crossing comes back from its bytes as it was", "[associate]") {
  Crossing crossing{"0195-screening",
                    29'000'000,
                    "Torkham",
                    Direction::kIn,
                    Age::kYoung,
                    false,
                    2,
                    5,
                    63,
                    -1,
                    7,
                    -9};
  const auto again = CrossingFromBytes(ToBytes(crossing));
  REQUIRE(again.ok());
  CHECK(*again == crossing);
}

TEST_CASE("bytes that are no crossing are refused, whatever was changed", "[associate]") {
  Crossing crossing;
  crossing.screening = "a";
  crossing.post = "b";
  const std::string bytes = ToBytes(crossing);
  for (size_t length = 0; length < bytes.size(); ++length) {
    CHECK_FALSE(CrossingFromBytes(bytes.substr(0, length)).ok());
  }
  for (const size_t place : {0, 2, 3, 4, 5, 6, 7}) {
    std::string other = bytes;
    other[place] = '\xff';
    INFO(place);
    // A party of 255 is what the byte can say; all else contradicts itself.
    CHECK(CrossingFromBytes(other).ok() == (place == 4));
  }
}

TEST_CASE("texts are the same however the words were written, and empty without a value",
          "[associate]") {
  Traveller one = Person("Al-Hàdi", "Anna Maria", 1980, "ab 12-34");
  Traveller other = Person("AL HADI", "ANNA-MARIA", 1980, "AB1234");
  CHECK(IdentityText(one) == IdentityText(other));
  CHECK(DocumentText(one) == DocumentText(other));
  one.contacts = {"+00 (12) 345-67", "+001234567", "12"};
  CHECK(ContactTexts(one) == std::vector<std::string>{"001234567"});
  one.surname = one.given_names = "";
  CHECK(IdentityText(one).empty());
  other.birth = {};
  CHECK(IdentityText(other).empty());
  other.document_number = "<<<";
  CHECK(DocumentText(other).empty());
}

TEST_CASE("a name cannot run into another field", "[associate]") {
  CHECK(IdentityText(Person("AB", "C", 1980, "X")) != IdentityText(Person("A", "BC", 1980, "X")));
}

TEST_CASE("near numbers share a run of their day or of its neighbour", "[associate]") {
  const auto place = [](const std::string& number) {
    Traveller one = Person("A", "B", 1980, number);
    one.expires = {2031, 1, 1};
    return PlaceOf(one);
  };
  const NumberPlace a = place("AB0006400");  // begins a run
  const NumberPlace b = place("AB0006399");
  REQUIRE(a.own.size() == 1);
  CHECK(a.step == 0);
  CHECK(b.step == 63);
  CHECK(a.near.size() == 2);
  CHECK(a.near[1].text == b.own[0].text);
  CHECK(b.near[1].text == a.own[0].text);
  CHECK(place("AB0006430").near.size() == 1);
  CHECK(place("ABCDEF123").own.empty());
  CHECK(place("").own.empty());
  CHECK(place("99999999999999999999999999").own.size() == 1);  // longer than 64 bits
}

}  // namespace
}  // namespace chowki::associate
