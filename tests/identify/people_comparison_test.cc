#include "identify/people_comparison.h"

#include <catch2/catch.hpp>

namespace chowki::identify {
namespace {

Query Person(const std::string& name, std::string_view birth = "", const std::string& state = "") {
  Query person;
  if (!name.empty()) person.names = {name};
  person.birth_date = ParsePartialDate(birth).value();
  person.nationality = state;
  return person;
}

double Score(const Query& a, const Query& b) { return ComparePeople(a, b).score; }

TEST_CASE("one person in two spellings is a match with reasons", "[identify]") {
  const auto same = ComparePeople(Person("ODDVAR HALVORSEN", "1969-03-27", "UTO"),
                                  Person("HALVORSON, ODVAR", "1969-03-27", "UTO"));
  CHECK(same.match);
  REQUIRE(same.signals.size() == 3);
  CHECK(same.signals[0].id == "name");
  CHECK(same.signals[0].query == "ODDVAR HALVORSEN");
  CHECK(same.signals[0].entry == "HALVORSON, ODVAR");
  CHECK(same.signals[1].effect == Effect::kSupports);
}

TEST_CASE("different people are no match", "[identify]") {
  CHECK_FALSE(ComparePeople(Person("ODDVAR HALVORSEN"), Person("SIAVASH KARIMZADEH")).match);
  CHECK_FALSE(
      ComparePeople(Person("ALI KHAN", "1960-01-07"), Person("ALI KHAN", "1985-11-30")).match);
}

TEST_CASE("nothing to compare scores nothing", "[identify]") {
  CHECK(Score(Person(""), Person("")) == 0);
  CHECK(Score(Person("", "1969-03-27"), Person("ODDVAR", "1969-03-27")) == 0);
  CHECK(Score(Person("--"), Person("--")) == 0);
}

TEST_CASE("another birth date lowers the score", "[identify]") {
  const Query person = Person("ODDVAR HALVORSEN", "1969-03-27");
  CHECK(Score(person, person) > Score(person, Person("ODDVAR HALVORSEN")));
  CHECK(Score(person, Person("ODDVAR HALVORSEN")) >
        Score(person, Person("ODDVAR HALVORSEN", "1981-06-02")));
}

}  // namespace
}  // namespace chowki::identify
