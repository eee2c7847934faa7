#include <catch2/catch.hpp>

#include "verify/exhibit_maker.h"

namespace chowki::verify {
namespace {

using Codes = std::vector<std::string>;

TEST_CASE("a certain reading passes", "[verify][mrz_ambiguous][successful]") {
  auto maker = ExhibitMaker::Passport();
  CHECK(Perform("mrz.ambiguous", maker.exhibit()).front().outcome == Outcome::kSuccessful);
}

TEST_CASE("several readings are shown with their alternatives",
          "[verify][mrz_ambiguous][failing]") {
  auto maker = ExhibitMaker::Passport();
  maker.transcript.mrz.certain = false;
  maker.transcript.mrz.ambiguous = true;
  maker.transcript.mrz.doubtful.push_back({1, 5, {{'0', 0.6}, {'O', 0.4}}});
  const auto findings = Perform("mrz.ambiguous", maker.exhibit());
  REQUIRE(Reasons(findings) == Codes{"several_readings"});
  CHECK(findings[0].outcome == Outcome::kUndetermined);
  CHECK(findings[0].contributes == Contribution::kAttention);
  CHECK(findings[0].evidence.at(0).seen == "0");
  CHECK(findings[0].evidence.at(0).expected == "0 0.60, O 0.40");
}

TEST_CASE("a character that the reader doubts asks for a look", "[verify][mrz_ambiguous]") {
  auto maker = ExhibitMaker::Passport();
  maker.transcript.mrz.certain = false;
  CHECK(Reasons(Perform("mrz.ambiguous", maker.exhibit())) == Codes{"doubtful_characters"});
}

TEST_CASE("without an MRZ nothing is ambiguous", "[verify][mrz_ambiguous][not_performed]") {
  ExhibitMaker maker;
  CHECK(Perform("mrz.ambiguous", maker.exhibit()).front().outcome == Outcome::kNotPerformed);
}

}  // namespace
}  // namespace chowki::verify
