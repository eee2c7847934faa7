#include "icao/document_rules.h"

#include <set>
#include <string>

#include <catch2/catch.hpp>

#include "icao/country.h"

namespace chowki::icao {
namespace {

TEST_CASE("every row of the rules is one of a known issuer, with forms that can be matched",
          "[icao][document_rules]") {
  std::set<std::string> seen;
  REQUIRE(AllDocumentRules().size() > 50);
  for (const DocumentRules& rules : AllDocumentRules()) {
    CAPTURE(rules.state, rules.codes);
    CHECK(IsKnownIssuer(rules.state));
    CHECK(seen.insert(std::string(rules.state) + ' ' + std::string(rules.codes)).second);
    CHECK_FALSE(rules.source.empty());
    CHECK_FALSE(DocumentRules::Fits("", rules.number.empty() ? "A" : rules.number));
    if (!rules.optional_data.empty()) CHECK_FALSE(DocumentRules::Fits("", rules.optional_data));
    CHECK(rules.longest_years >= 0);
    CHECK(rules.longest_years <= 15);
    CHECK((rules.minor_below > 0) == (rules.longest_years_of_minor > 0));
    CHECK((rules.longest_years_of_minor < rules.longest_years || rules.longest_years == 0));
  }
}

TEST_CASE("rules are found by state and document code", "[icao][document_rules]") {
  REQUIRE(FindDocumentRules("PAK", "P") != nullptr);
  CHECK(FindDocumentRules("PAK", "PP") == FindDocumentRules("PAK", "P"));
  CHECK(FindDocumentRules("DEU", "ID") == FindDocumentRules("D", "ID"));
  CHECK(FindDocumentRules("D", "ID") != FindDocumentRules("D", "P"));
  for (const char* code : {"PD", "PO", "PR", "V", "", " ", "P P"}) {
    CAPTURE(code);
    CHECK(FindDocumentRules("PAK", code) == nullptr);
  }
  CHECK(FindDocumentRules("XXA", "P") == nullptr);
  CHECK(FindDocumentRules("", "P") == nullptr);
}

TEST_CASE("numbers of the forms that states print fit, others do not", "[icao][document_rules]") {
  const auto fits = [](const char* state, const char* number) {
    return DocumentRules::Fits(number, FindDocumentRules(state, "P")->number);
  };
  for (const auto& [state, number] :
       std::initializer_list<std::pair<const char*, const char*>>{{"PAK", "AB1234567"},
                                                                  {"IND", "Z1234567"},
                                                                  {"GBR", "012345678"},
                                                                  {"FRA", "08CD50338"},
                                                                  {"USA", "A12345678"},
                                                                  {"CAN", "P123456AA"},
                                                                  {"CHN", "E12345678"},
                                                                  {"CHN", "EJ1234567"},
                                                                  {"CHN", "K12345678"},
                                                                  {"CHN", "MA1234567"},
                                                                  {"D", "C01X00T47"},
                                                                  {"D", "E1234567"},
                                                                  {"NZL", "LF123456"},
                                                                  {"UTO", "L898902C3"},
                                                                  {"UTO", ""}}) {
    CAPTURE(state, number);
    CHECK(fits(state, number));
  }
  for (const auto& [state, number] :
       std::initializer_list<std::pair<const char*, const char*>>{{"PAK", "AB123456"},
                                                                  {"PAK", "1B1234567"},
                                                                  {"PAK", "AB12345678"},
                                                                  {"GBR", "B98765432"},
                                                                  {"FRA", "08CD5033"},
                                                                  {"CHN", "EI1234567"},
                                                                  {"D", "C01X00O47"},
                                                                  {"PAK", ""}}) {
    CAPTURE(state, number);
    CHECK_FALSE(fits(state, number));
  }
}

TEST_CASE("a document may carry nine months over from the old one", "[icao][document_rules]") {
  CHECK(LatestExpiry({2020, 1, 31}, 10) == Date{2030, 11, 2});
  CHECK(LatestExpiry({2024, 2, 29}, 5) == Date{2029, 12, 1});
}

}  // namespace
}  // namespace chowki::icao
