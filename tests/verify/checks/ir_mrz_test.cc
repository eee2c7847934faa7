#include <catch2/catch.hpp>

#include "verify/lit_page.h"

namespace chowki::verify {
namespace {

using Codes = std::vector<std::string>;

TEST_CASE("an MRZ that infrared shows as the eye does passes", "[verify][ir_mrz][successful]") {
  LitPage page;
  page.infrared_shift = GENERATE(cv::Point(0, 0), cv::Point(12, -8), cv::Point(-15, 6));
  const auto findings = Perform("ir.mrz", page.exhibit());
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].outcome == Outcome::kSuccessful);
  CHECK(findings[0].value > 0.9);
}

TEST_CASE("an MRZ that infrared does not see refers", "[verify][ir_mrz][failing]") {
  LitPage page;
  page.infrared_ink = page.infrared_paper * 0.96;
  const auto findings = Perform("ir.mrz", page.exhibit());
  REQUIRE(Reasons(findings) == Codes{"mrz_invisible"});
  CHECK(findings[0].outcome == Outcome::kFailed);
  CHECK(findings[0].contributes == Contribution::kRefer);
  CHECK(findings[0].evidence.front().light == capture::Light::kInfrared);
}

TEST_CASE("a single character of another ink is told with its place", "[verify][ir_mrz][failing]") {
  LitPage page;
  page.infrared_shift = GENERATE(cv::Point(0, 0), cv::Point(14, 9));
  page.dyed = {{1, 15}};
  const auto findings = Perform("ir.mrz", page.exhibit());
  REQUIRE(Reasons(findings) == Codes{"characters_differ"});
  CHECK(findings[0].contributes == Contribution::kRefer);
  REQUIRE(findings[0].evidence.size() == 1);
  CHECK(findings[0].evidence[0].region == page.maker.transcript.mrz.glyphs[1][15].region);
}

TEST_CASE("another character under the printed one is told", "[verify][ir_mrz][failing]") {
  LitPage page;
  page.other_in_infrared = {{0, 2}};
  const auto findings = Perform("ir.mrz", page.exhibit());
  REQUIRE(Reasons(findings) == Codes{"characters_differ"});
  CHECK(findings[0].contributes == Contribution::kRefer);
  CHECK(findings[0].evidence.size() == 1);
  CHECK(findings[0].evidence[0].expected == "U");
}

TEST_CASE("a character that was not surely read is not held against the document",
          "[verify][ir_mrz][successful]") {
  LitPage page;
  page.dyed = {{1, 15}};
  page.maker.Confidence(1, 15, 0.4);
  CHECK(Perform("ir.mrz", page.exhibit()).front().outcome == Outcome::kSuccessful);
}

TEST_CASE("faded print is weak, a dark picture says nothing of print", "[verify][ir_mrz]") {
  LitPage page;
  SECTION("weak") {
    page.infrared_ink = 0.47;
    const auto findings = Perform("ir.mrz", page.exhibit());
    CHECK(Reasons(findings) == Codes{"mrz_weak"});
    CHECK(findings[0].contributes == Contribution::kAttention);
  }
  SECTION("dark") {
    page.infrared_paper = 0.05;
    page.infrared_ink = 0.03;
    CHECK(Reasons(Perform("ir.mrz", page.exhibit())) == Codes{"too_dark"});
  }
}

TEST_CASE("without an infrared image or an MRZ nothing is told",
          "[verify][ir_mrz][not_performed]") {
  LitPage page;
  Exhibit exhibit = page.exhibit();
  exhibit.infrared = nullptr;
  CHECK(Reasons(Perform("ir.mrz", exhibit)) == Codes{"no_infrared_image"});
  exhibit = page.exhibit();
  exhibit.record = nullptr;
  CHECK(Reasons(Perform("ir.mrz", exhibit)) == Codes{"no_mrz"});
}

TEST_CASE("a picture of too few pixels is not judged", "[verify][ir_mrz][not_performed]") {
  LitPage page;
  Exhibit exhibit = page.exhibit();
  const capture::Image coarse(cv::Mat(88 * 4, 125 * 4, CV_8UC1, cv::Scalar(200)),
                              capture::Light::kInfrared, Digest{}, std::nullopt);
  exhibit.infrared = &coarse;
  CHECK(Reasons(Perform("ir.mrz", exhibit)) == Codes{"too_coarse"});
}

}  // namespace
}  // namespace chowki::verify
