#include <catch2/catch.hpp>

#include "verify/exhibit_maker.h"

namespace chowki::verify {
namespace {

using Codes = std::vector<std::string>;

TEST_CASE("characters where the layout wants them pass", "[verify][mrz_format][successful]") {
  auto maker = ExhibitMaker::Passport();
  CHECK(Perform("mrz.format", maker.exhibit()).front().outcome == Outcome::kSuccessful);
}

TEST_CASE("a digit in a name is shown where it is", "[verify][mrz_format][failing]") {
  auto maker = ExhibitMaker::WithMrz({"P<UTOERIK5SON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
                                      "L898902C36UTO7408122F1204159ZE184226B<<<<<10"});
  const auto findings = Perform("mrz.format", maker.exhibit());
  REQUIRE(Reasons(findings) == Codes{"illegal_character"});
  CHECK(findings[0].outcome == Outcome::kUndetermined);
  CHECK(findings[0].contributes == Contribution::kAttention);
  REQUIRE(findings[0].evidence.size() == 1);
  CHECK(findings[0].evidence[0].seen == "5");
  CHECK(findings[0].evidence[0].expected == "A-Z <");
  CHECK(findings[0].evidence[0].region.corners[0].x == Approx(0.09));
}

TEST_CASE("dates and sex are left to mrz.semantics", "[verify][mrz_format]") {
  for (const int column : {13, 20, 21}) {
    auto maker = ExhibitMaker::WithMrz(PassportWith(column, 'X'));
    CHECK(Perform("mrz.format", maker.exhibit()).front().outcome == Outcome::kSuccessful);
  }
}

TEST_CASE("a name that begins with a filler is malformed", "[verify][mrz_format]") {
  auto maker = ExhibitMaker::WithMrz({"P<UTO<ERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<",
                                      "L898902C36UTO7408122F1204159ZE184226B<<<<<10"});
  CHECK(Reasons(Perform("mrz.format", maker.exhibit())) == Codes{"name_malformed"});
}

TEST_CASE("without an MRZ there is no format", "[verify][mrz_format][not_performed]") {
  ExhibitMaker maker;
  CHECK(Perform("mrz.format", maker.exhibit()).front().outcome == Outcome::kNotPerformed);
}

}  // namespace
}  // namespace chowki::verify
