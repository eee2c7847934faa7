#include <catch2/catch.hpp>

#include "icao/country.h"
#include "icao/document_code.h"

namespace chowki::icao {
namespace {

TEST_CASE("codes of states, organisations and statuses are known for what they are", "[icao]") {
  CHECK(FindCountry("PAK")->name == "Pakistan");
  CHECK(FindCountry("PAK")->alpha2 == "PK");
  CHECK(FindCountry("D")->name == "Germany");
  CHECK(FindCountry("UTO")->kind == CountryKind::kSpecimen);
  CHECK(FindCountry("XXB")->kind == CountryKind::kStatus);
  CHECK(FindCountry("XPO")->kind == CountryKind::kOrganisation);
  CHECK(FindCountry("XXZ") == nullptr);
  CHECK(FindCountry("") == nullptr);
}

TEST_CASE("a code may be a nationality without being an issuer", "[icao]") {
  CHECK(IsKnownNationality("XXA"));
  CHECK_FALSE(IsKnownIssuer("XXA"));
  CHECK(IsKnownIssuer("RKS"));
  CHECK_FALSE(IsKnownNationality("IAO"));
  CHECK_FALSE(IsKnownIssuer("YUG"));
  CHECK(FindCountry("YUG")->kind == CountryKind::kLegacy);
  CHECK(SameState("DEU", "D"));
  CHECK_FALSE(SameState("DEU", "DNK"));
}

TEST_CASE("unknown second letters never alarm", "[icao]") {
  for (char second = 'A'; second <= 'Z'; ++second) {
    const std::string letter(1, second);
    CHECK(FaultOf("P" + letter, Format::kTd3) == DocumentCodeFault::kNone);
    CHECK(FaultOf("V" + letter, Format::kMrvB) == DocumentCodeFault::kNone);
    if (second != 'V') CHECK(FaultOf("I" + letter, Format::kTd1) == DocumentCodeFault::kNone);
  }
  CHECK(FaultOf("P", Format::kTd3) == DocumentCodeFault::kNone);
  CHECK(FaultOf("PU", Format::kTd2) == DocumentCodeFault::kNone);
}

TEST_CASE("what the standard forbids is a fault", "[icao]") {
  CHECK(FaultOf("IV", Format::kTd1) == DocumentCodeFault::kForbidden);
  CHECK(FaultOf("AI", Format::kTd1) == DocumentCodeFault::kForbidden);
  CHECK(FaultOf("AI", Format::kTd2) == DocumentCodeFault::kNone);
  CHECK(FaultOf("X", Format::kTd1) == DocumentCodeFault::kFirstLetter);
  CHECK(FaultOf("I", Format::kTd3) == DocumentCodeFault::kFirstLetter);
  CHECK(FaultOf("", Format::kTd3) == DocumentCodeFault::kFirstLetter);
  CHECK(FaultOf("C1", Format::kTd1) == DocumentCodeFault::kNone);
}

TEST_CASE("codes have kinds and meanings", "[icao]") {
  CHECK(KindOf("PM") == DocumentKind::kPassport);
  CHECK(KindOf("AC") == DocumentKind::kCrewCertificate);
  CHECK(KindOf("ID") == DocumentKind::kIdentityCard);
  CHECK(KindOf("VB") == DocumentKind::kVisa);
  CHECK(KindOf("F") == DocumentKind::kUnknown);
  CHECK(Meaning("PE") == "emergency passport");
  CHECK(Meaning("PX").empty());
}

}  // namespace
}  // namespace chowki::icao
