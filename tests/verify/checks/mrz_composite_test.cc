#include <catch2/catch.hpp>

#include "verify/exhibit_maker.h"

namespace chowki::verify {
namespace {

using Codes = std::vector<std::string>;

TEST_CASE("a composite digit that holds passes", "[verify][mrz_composite][successful]") {
  auto maker = ExhibitMaker::Passport();
  CHECK(Perform("mrz.composite", maker.exhibit()).front().outcome == Outcome::kSuccessful);
}

TEST_CASE("a field altered together with its own digit is caught",
          "[verify][mrz_composite][failing]") {
  auto lines = PassportWith(13, '8');
  lines[1][19] = '9';
  auto maker = ExhibitMaker::WithMrz(lines);
  CHECK(Perform("mrz.check_digits", maker.exhibit()).front().outcome == Outcome::kSuccessful);
  const auto findings = Perform("mrz.composite", maker.exhibit());
  REQUIRE(Reasons(findings) == Codes{"composite_digit_wrong"});
  CHECK(findings[0].outcome == Outcome::kFailed);
  CHECK(findings[0].contributes == Contribution::kRefer);
  CHECK(findings[0].evidence.size() == 4);
}

TEST_CASE("a doubtful character under a wrong composite digit may be a misreading",
          "[verify][mrz_composite]") {
  auto maker = ExhibitMaker::WithMrz(PassportWith(43, '5'));
  maker.Confidence(1, 30, 0.3);
  const auto findings = Perform("mrz.composite", maker.exhibit());
  REQUIRE(Reasons(findings) == Codes{"composite_digit_doubtful"});
  CHECK(findings[0].contributes == Contribution::kAttention);
}

TEST_CASE("visas have no composite digit", "[verify][mrz_composite]") {
  auto maker = ExhibitMaker::WithMrz(
      {"V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "L898902C<3UTO6908061F9406236ZE184226"});
  const auto findings = Perform("mrz.composite", maker.exhibit());
  CHECK(findings.front().outcome == Outcome::kNotSupported);
  CHECK(findings.front().contributes == Contribution::kClear);
}

TEST_CASE("without an MRZ there is no composite digit", "[verify][mrz_composite][not_performed]") {
  ExhibitMaker maker;
  CHECK(Perform("mrz.composite", maker.exhibit()).front().outcome == Outcome::kNotPerformed);
}

}  // namespace
}  // namespace chowki::verify
