#include <catch2/catch.hpp>

#include "verify/lit_page.h"

namespace chowki::verify {
namespace {

using Codes = std::vector<std::string>;

TEST_CASE("a page whose ground fades and whose values stay passes, wherever the picture lies",
          "[verify][ir_page][successful]") {
  LitPage page;
  page.infrared_shift = GENERATE(cv::Point(0, 0), cv::Point(14, -9), cv::Point(-16, 8));
  page.infrared_paper = GENERATE(0.85, 0.5);
  const auto findings = Perform("ir.page", page.exhibit());
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].outcome == Outcome::kSuccessful);
  CHECK(findings[0].value < 0.2);
}

TEST_CASE("a ground of which much is left passes, one that stays whole asks for attention",
          "[verify][ir_page][failing]") {
  LitPage page;
  page.ground_in_infrared = 0.55;
  CHECK(Perform("ir.page", page.exhibit()).front().outcome == Outcome::kSuccessful);
  page.ground_in_infrared = 1;
  const auto findings = Perform("ir.page", page.exhibit());
  REQUIRE(Reasons(findings) == Codes{"ground_stays"});
  CHECK(findings[0].contributes == Contribution::kAttention);
  CHECK(findings[0].value > 0.9);
}

TEST_CASE("a value in another ink is told with its place", "[verify][ir_page][failing]") {
  LitPage page;
  page.infrared_shift = GENERATE(cv::Point(0, 0), cv::Point(14, 9));
  page.dyed_values = {"birth_date"};
  const auto findings = Perform("ir.page", page.exhibit());
  REQUIRE(Reasons(findings) == Codes{"value_vanishes"});
  CHECK(findings[0].contributes == Contribution::kAttention);
  REQUIRE(findings[0].evidence.size() == 1);
  CHECK(findings[0].evidence[0].light == capture::Light::kInfrared);
  CHECK(findings[0].evidence[0].region == page.maker.transcript.visual["birth_date"].region);
}

TEST_CASE("a letter in another ink is told", "[verify][ir_page][failing]") {
  LitPage page;
  page.dyed_letters = {{1, 4}};
  const auto findings = Perform("ir.page", page.exhibit());
  REQUIRE(Reasons(findings) == Codes{"letters_vanish"});
  CHECK(findings[0].evidence.size() == 1);
}

TEST_CASE("values that all fade alike and a label that was taken for one are no fault",
          "[verify][ir_page][successful]") {
  LitPage page;
  SECTION("all of them") {
    page.dyed_values = {"birth_date", "document_number", "expiry_date", "given_names", "surname"};
  }
  SECTION("a label") {
    page.dyed_values = {"surname"};
    Exhibit exhibit = page.exhibit();
    page.maker.transcript.visual["surname"].confidence = 0.85;
    CHECK(Perform("ir.page", exhibit).front().outcome == Outcome::kSuccessful);
    return;
  }
  CHECK(Perform("ir.page", page.exhibit()).front().outcome == Outcome::kSuccessful);
}

TEST_CASE("an infrared picture that is dark or of something else is not judged",
          "[verify][ir_page]") {
  LitPage page;
  SECTION("dark") {
    page.infrared_paper = 0.05;
    page.infrared_ink = 0.03;
    CHECK(Reasons(Perform("ir.page", page.exhibit())) == Codes{"too_dark"});
  }
  SECTION("no MRZ in it") {
    page.infrared_ink = page.infrared_paper;
    const auto findings = Perform("ir.page", page.exhibit());
    CHECK(Reasons(findings) == Codes{"not_aligned"});
    CHECK(findings[0].contributes == Contribution::kClear);
  }
}

TEST_CASE("without an infrared image, a page or an MRZ the page is not looked at",
          "[verify][ir_page][not_performed]") {
  LitPage page;
  Exhibit exhibit = page.exhibit();
  exhibit.infrared = nullptr;
  CHECK(Reasons(Perform("ir.page", exhibit)) == Codes{"no_infrared_image"});
  exhibit = page.exhibit();
  exhibit.page = nullptr;
  CHECK(Reasons(Perform("ir.page", exhibit)) == Codes{"no_page"});
  exhibit = page.exhibit();
  exhibit.record = nullptr;
  CHECK(Reasons(Perform("ir.page", exhibit)) == Codes{"no_mrz"});
}

}  // namespace
}  // namespace chowki::verify
