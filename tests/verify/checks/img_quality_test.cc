#include <catch2/catch.hpp>

#include "verify/exhibit_maker.h"

namespace chowki::verify {
namespace {

using Codes = std::vector<std::string>;

TEST_CASE("a good image passes", "[verify][img_quality][successful]") {
  auto maker = ExhibitMaker::Passport();
  CHECK(Perform("img.quality", maker.exhibit()).front().outcome == Outcome::kSuccessful);
}

TEST_CASE("a poor image says how it is poor and asks for a look",
          "[verify][img_quality][failing]") {
  ExhibitMaker maker;
  maker.quality.mean_brightness = 0.05;
  maker.quality.sharpness = 10;
  const auto findings = Perform("img.quality", maker.exhibit());
  REQUIRE(Reasons(findings) == Codes{"blurred", "too_dark"});
  CHECK(findings[0].outcome == Outcome::kUndetermined);
  CHECK(findings[0].contributes == Contribution::kAttention);
  CHECK(findings[0].value == 10);
  CHECK(findings[0].strength == 0);
}

TEST_CASE("a poor image from which the MRZ was read with certainty asks for nothing",
          "[verify][img_quality]") {
  auto maker = ExhibitMaker::Passport();
  maker.transcript.mrz.ppi = 200;
  maker.quality.contrast = 0.1;
  maker.quality.saturated_share = 0.99;
  const auto findings = Perform("img.quality", maker.exhibit());
  REQUIRE(Reasons(findings) == Codes{"low_contrast", "too_bright", "low_resolution"});
  for (const Finding& finding : findings) CHECK(finding.contributes == Contribution::kClear);
}

TEST_CASE("without an image there is no quality", "[verify][img_quality][not_performed]") {
  auto maker = ExhibitMaker::Passport();
  const auto findings = Perform("img.quality", maker.NoImage().exhibit());
  CHECK(findings.front().outcome == Outcome::kNotPerformed);
}

}  // namespace
}  // namespace chowki::verify
