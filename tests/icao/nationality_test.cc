#include "icao/nationality.h"

#include <catch2/catch.hpp>

namespace chowki::icao {
namespace {

using Codes = std::vector<std::string_view>;

TEST_CASE("printed nationalities become codes", "[icao]") {
  CHECK(NationalitiesNamed("PAKISTANI") == Codes{"PAK"});
  CHECK(NationalitiesNamed("Française") == Codes{"FRA"});
  CHECK(NationalitiesNamed("DEUTSCH") == Codes{"D"});
  CHECK(NationalitiesNamed("D") == Codes{"D"});
  CHECK(NationalitiesNamed("BRITISH CITIZEN") == Codes{"GBR"});
  CHECK(NationalitiesNamed("British Overseas Citizen") == Codes{"GBO"});
  CHECK(NationalitiesNamed("UTO") == Codes{"UTO"});
  CHECK(NationalitiesNamed("Bangladesh") == Codes{"BGD"});
}

TEST_CASE("words in several languages name one state or none", "[icao]") {
  CHECK(NationalitiesNamed("ΕΛΛΗΝΙΚΗ / HELLENIC") == Codes{"GRC"});
  CHECK(NationalitiesNamed("ÍSLENSK/ICELANDIC/ISLANDAISE") == Codes{"ISL"});
  CHECK(NationalitiesNamed("UTOPIAN / qx7") == Codes{"UTO"});
  CHECK(NationalitiesNamed("UTOPIAN/FRENCH").empty());
  CHECK(NationalitiesNamed("DOMINICAN").size() == 2);
  CHECK(NationalitiesNamed("REPUBLICA DOMINICANA / DOMINICAN") == Codes{"DOM"});
}

TEST_CASE("misread letters are forgiven where no other state is near", "[icao]") {
  CHECK(NationalitiesNamed("PAK1STANI") == Codes{"PAK"});
  CHECK(NationalitiesNamed("LUXEMBOURGEO1SF") == Codes{"LUX"});
  CHECK(NationalitiesNamed("NIGERIAN") == Codes{"NGA"});
  CHECK(NationalitiesNamed("NIGERIEN") == Codes{"NER"});
  CHECK(NationalitiesNamed("NIGERIXN").empty());
  CHECK(NationalitiesNamed("Nabonalte").empty());
  CHECK(NationalitiesNamed("THAJ").empty());
  CHECK(NationalitiesNamed("").empty());
}

}  // namespace
}  // namespace chowki::icao
