#include <catch2/catch.hpp>

#include "verify/exhibit_maker.h"

namespace chowki::verify {
namespace {

using Codes = std::vector<std::string>;

// A passport with a Polish personal number of a man born on 14 May 1944; check digits as they come.
std::vector<std::string> Passport(const std::string& birth_and_digit, char sex,
                                  const std::string& number = "44051401359<<<") {
  return {"P<POLKOWALSKI<<JAN<<<<<<<<<<<<<<<<<<<<<<<<<<",
          "ZS00001774POL" + birth_and_digit + sex + "1606287" + number + "<0"};
}

TEST_CASE("a personal number that says what the MRZ says passes",
          "[verify][doc_personal_number][successful]") {
  ExhibitMaker maker = ExhibitMaker::WithMrz(Passport("4405141", 'M'));
  CHECK(Perform("doc.personal_number", maker.exhibit()).front().outcome == Outcome::kSuccessful);
}

TEST_CASE("a date of birth that the personal number contradicts is told at both places",
          "[verify][doc_personal_number][failing]") {
  ExhibitMaker maker = ExhibitMaker::WithMrz(Passport("5405148", 'M'));
  const auto findings = Perform("doc.personal_number", maker.exhibit());
  REQUIRE(Reasons(findings) == Codes{"birth_date_differs"});
  CHECK(findings[0].outcome == Outcome::kUndetermined);
  CHECK(findings[0].contributes == Contribution::kAttention);
  REQUIRE(findings[0].evidence.size() == 2);
  CHECK(findings[0].evidence[0].expected == "440514");
  CHECK(findings[0].evidence[0].seen == "540514");
}

TEST_CASE("a sex that the personal number contradicts is told",
          "[verify][doc_personal_number][failing]") {
  ExhibitMaker maker = ExhibitMaker::WithMrz(Passport("4405141", 'F'));
  CHECK(Reasons(Perform("doc.personal_number", maker.exhibit())) == Codes{"sex_differs"});
}

TEST_CASE("what may have been misread contributes nothing", "[verify][doc_personal_number]") {
  ExhibitMaker maker = ExhibitMaker::WithMrz(Passport("5405148", 'M'));
  maker.Confidence(1, 13, 0.5);
  const auto findings = Perform("doc.personal_number", maker.exhibit());
  REQUIRE(Reasons(findings) == Codes{"doubtful_characters"});
  CHECK(findings[0].contributes == Contribution::kClear);
}

TEST_CASE("an unspecified sex and an unknown day of birth contradict nothing",
          "[verify][doc_personal_number][successful]") {
  ExhibitMaker maker = ExhibitMaker::WithMrz(Passport("4405<<0", '<'));
  CHECK(Perform("doc.personal_number", maker.exhibit()).front().outcome == Outcome::kSuccessful);
}

TEST_CASE("without a personal number by its state's rules, or an MRZ, nothing is told",
          "[verify][doc_personal_number][not_performed]") {
  ExhibitMaker other = ExhibitMaker::WithMrz(Passport("5405148", 'M', "44051401358<<<"));
  CHECK(Reasons(Perform("doc.personal_number", other.exhibit())) == Codes{"no_personal_number"});
  ExhibitMaker standard = ExhibitMaker::Passport();
  CHECK(Reasons(Perform("doc.personal_number", standard.exhibit())) == Codes{"no_personal_number"});
  ExhibitMaker none;
  CHECK(Reasons(Perform("doc.personal_number", none.exhibit())) == Codes{"no_mrz"});
}

}  // namespace
}  // namespace chowki::verify
