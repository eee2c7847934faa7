#include "associate/party.h"

#include <catch2/catch.hpp>

#include "people.h"

namespace chowki::associate {
namespace {

using std::chrono::seconds;

Traveller InLane(int birth_year, seconds after, const std::string& lane = "1",
                 const std::string& group = "") {
  Traveller one = Person("NAME", "GIVEN", birth_year, "N1", kNoon + after);
  one.passage.lane = lane;
  one.passage.group = group;
  return one;
}

TEST_CASE("a declared group is a party across lanes, others in the lane are not", "[associate]") {
  const std::vector<Traveller> all = {InLane(1980, seconds(0), "1", "A"), InLane(1990, seconds(30)),
                                      InLane(2015, seconds(60), "2", "A")};
  const auto parties = FormParties(all);
  REQUIRE(parties.size() == 2);
  CHECK(parties[0].travellers.size() == 2);
  CHECK(parties[0].declared);
  CHECK(parties[1].travellers.size() == 1);
}

TEST_CASE("a child without a group is presumed to be with the adult nearest in its lane",
          "[associate]") {
  const std::vector<Traveller> all = {InLane(1980, seconds(0)), InLane(2015, seconds(70)),
                                      InLane(1990, seconds(100)), InLane(1970, seconds(100), "2")};
  const auto parties = FormParties(all);
  REQUIRE(parties.size() == 3);
  CHECK(parties[1].travellers.size() == 2);
  CHECK(parties[1].travellers[1].birth.year == 1990);
  CHECK_FALSE(parties[1].declared);
  CHECK(parties[0].declared);
}

TEST_CASE("of the adults beside a child it is presumed to be with one of its name", "[associate]") {
  auto all =
      std::vector{InLane(1980, seconds(0)), InLane(2015, seconds(60)), InLane(1990, seconds(80))};
  all[1].surname = all[0].surname = "AFRIDI";
  all[2].surname = all[2].given_names = "WAZIR";
  const auto parties = FormParties(all);
  REQUIRE(parties.size() == 2);
  CHECK(parties[0].travellers.size() == 2);
}

TEST_CASE("children one behind the other are with the adult of the first, before or after them",
          "[associate]") {
  std::vector<Traveller> all;
  for (int i = 0; i < 5; ++i) all.push_back(InLane(2015, seconds(60 * i)));
  all.push_back(InLane(1980, seconds(300)));
  CHECK(FormParties(all).size() == 1);
  all[2].passage.lane = "2";  // 120 s between the others
  const auto parties = FormParties(all);
  REQUIRE(parties.size() == 4);
  CHECK(parties[3].travellers.size() == 3);
}

TEST_CASE("a child with nobody beside it is alone, adults are never presumed to be together",
          "[associate]") {
  const std::vector<Traveller> all = {InLane(1980, seconds(0)), InLane(1981, seconds(5)),
                                      InLane(2015, seconds(200)),
                                      InLane(1980, seconds(210), "1", "A")};
  const auto parties = FormParties(all);
  REQUIRE(parties.size() == 4);
  for (const Party& party : parties) CHECK(party.travellers.size() == 1);
  CHECK(FormParties({}).empty());
}

}  // namespace
}  // namespace chowki::associate
