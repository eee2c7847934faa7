#include "associate/traveller.h"

#include <catch2/catch.hpp>

#include "people.h"

namespace chowki::associate {
namespace {

TEST_CASE("whoever may be a child is one", "[associate]") {
  const Date day{2026, 3, 10};
  CHECK(AgeOn({2008, 3, 10}, day) == Age::kYoung);
  CHECK(AgeOn({2008, 3, 11}, day) == Age::kChild);
  CHECK(AgeOn({2001, 3, 10}, day) == Age::kAdult);
  CHECK(AgeOn({2001, 3, 11}, day) == Age::kYoung);
  CHECK(AgeOn({2008, 0, 0}, day) == Age::kChild);  // may be born in December
  CHECK(AgeOn({2007, 0, 0}, day) == Age::kYoung);
  CHECK(AgeOn({2008, 3, 0}, day) == Age::kChild);
  CHECK(AgeOn({}, day) == Age::kChild);
}

TEST_CASE("families share a word anywhere in their names, strangers' common words do not count",
          "[associate]") {
  const auto share = [](const char* surname, const char* given, const char* other_surname,
                        const char* other_given) {
    return ShareName(Person(surname, given, 1980, "A1"),
                     Person(other_surname, other_given, 2015, "A2"));
  };
  CHECK(share("ERIKSSON", "ANNA MARIA", "ERIKSSON", "LARS"));
  CHECK(share("YUSUFZAI", "GUL RAHMAN", "GUL-RAHMAN", "SABA"));  // the father's name as surname
  CHECK(share("Pérez", "Ana", "PEREZ", "LUIS"));
  CHECK_FALSE(share("KHAN", "MUHAMMAD TARIQ", "KHAN", "MUHAMMAD SABA"));
  CHECK_FALSE(share("YUSUFZAI", "TARIQ", "AFRIDI", "SABA"));
  CHECK_FALSE(share("YUSUFZAI", "SABA", "AFRIDI", "SABA"));  // two of one given name
  CHECK_FALSE(share("", "", "", ""));
}

TEST_CASE("a traveller has the names, dates and number of the identity that was read",
          "[associate]") {
  read::Identity identity;
  identity.surname.value = "ERIKSSON";
  identity.given_names.value = "ANNA";
  identity.birth_date.value = {1974, 8, 12};
  identity.issuing_state.value = "UTO";
  identity.document_code.value = "P";
  identity.document_number.value = "L898902C3";
  identity.expiry_date.value = {2032, 4, 15};
  const Traveller traveller = ToTraveller(identity, true);
  CHECK(traveller.surname == "ERIKSSON");
  CHECK(traveller.birth == PartialDate{1974, 8, 12});
  CHECK(traveller.document_number == "L898902C3");
  CHECK(traveller.expires == PartialDate{2032, 4, 15});
  CHECK(traveller.number_checked);
}

}  // namespace
}  // namespace chowki::associate
