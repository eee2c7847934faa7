#include <catch2/catch.hpp>

#include "verify/exhibit_maker.h"

namespace chowki::verify {
namespace {

using Codes = std::vector<std::string>;

TEST_CASE("an MRZ as first read passes", "[verify][mrz_repaired][successful]") {
  auto maker = ExhibitMaker::Passport();
  CHECK(Perform("mrz.repaired", maker.exhibit()).front().outcome == Outcome::kSuccessful);
}

TEST_CASE("a repair that the reader stands behind is told and asks for nothing",
          "[verify][mrz_repaired]") {
  auto maker = ExhibitMaker::Passport();
  maker.transcript.mrz.repairs.push_back({1, 5, 'O', '0', "check_digit"});
  const auto findings = Perform("mrz.repaired", maker.exhibit());
  REQUIRE(Reasons(findings) == Codes{"characters_repaired"});
  CHECK(findings[0].contributes == Contribution::kClear);
  CHECK(findings[0].value == 1);
  CHECK(findings[0].evidence.at(0).seen == "O");
  CHECK(findings[0].evidence.at(0).expected == "0");
}

TEST_CASE("a repair that the reader does not stand behind asks for a look",
          "[verify][mrz_repaired][failing]") {
  auto maker = ExhibitMaker::Passport();
  maker.transcript.mrz.repairs.push_back({1, 5, 'O', '0', "check_digit"});
  maker.transcript.mrz.certain = false;
  const auto findings = Perform("mrz.repaired", maker.exhibit());
  REQUIRE(Reasons(findings) == Codes{"characters_repaired_uncertain"});
  CHECK(findings[0].outcome == Outcome::kUndetermined);
  CHECK(findings[0].contributes == Contribution::kAttention);
}

TEST_CASE("what an officer typed is told where it differs from what was read",
          "[verify][mrz_repaired]") {
  auto maker = ExhibitMaker::Passport();
  read::MrzReading& mrz = maker.transcript.mrz;
  mrz.typed = true;
  mrz.raw_lines = mrz.lines;
  mrz.raw_lines[1][3] = '#';
  const auto findings = Perform("mrz.repaired", maker.exhibit());
  REQUIRE(Reasons(findings) == Codes{"typed_by_officer"});
  CHECK(findings[0].contributes == Contribution::kClear);
  REQUIRE(findings[0].evidence.size() == 1);
  CHECK(findings[0].evidence[0].seen == "#");
  CHECK(findings[0].evidence[0].expected == std::string(1, mrz.lines[1][3]));
}

TEST_CASE("without an MRZ nothing was repaired", "[verify][mrz_repaired][not_performed]") {
  ExhibitMaker maker;
  CHECK(Perform("mrz.repaired", maker.exhibit()).front().outcome == Outcome::kNotPerformed);
}

}  // namespace
}  // namespace chowki::verify
