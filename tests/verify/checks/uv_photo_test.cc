#include <catch2/catch.hpp>

#include "verify/lit_page.h"

namespace chowki::verify {
namespace {

using Codes = std::vector<std::string>;

TEST_CASE("a page without bright areas passes", "[verify][uv_photo][successful]") {
  LitPage page;
  CHECK(Perform("uv.photo", page.exhibit()).front().outcome == Outcome::kSuccessful);
}

TEST_CASE("a bright photograph is told with its place", "[verify][uv_photo][failing]") {
  LitPage page;
  page.glowing = {{{5, 17, 35, 45}, 0.4}};
  const auto findings = Perform("uv.photo", page.exhibit());
  REQUIRE(Reasons(findings) == Codes{"bright_rectangle"});
  CHECK(findings[0].outcome == Outcome::kUndetermined);
  CHECK(findings[0].contributes == Contribution::kAttention);
  REQUIRE(findings[0].evidence.size() == 1);
  const auto& corners = findings[0].evidence[0].region.corners;
  CHECK(corners[0].x == Approx(5 / 125.0).margin(0.01));
  CHECK(corners[2].y == Approx(62 / 88.0).margin(0.01));
}

TEST_CASE("strips, small prints and a page that shines all over are no photograph",
          "[verify][uv_photo][successful]") {
  LitPage page;
  SECTION("strip") { page.glowing = {{{5, 68, 110, 14}, 0.5}}; }
  SECTION("small print") { page.glowing = {{{60, 20, 12, 12}, 0.5}}; }
  SECTION("all") { page.ultraviolet_paper = 0.6; }
  CHECK(Perform("uv.photo", page.exhibit()).front().outcome == Outcome::kSuccessful);
}

TEST_CASE("a picture of too little light says nothing of the photograph", "[verify][uv_photo]") {
  LitPage page;
  page.ultraviolet_paper = 0.02;
  page.brightest = 0.05;
  CHECK(Reasons(Perform("uv.photo", page.exhibit())) == Codes{"too_dark"});
}

TEST_CASE("without an ultraviolet image or a page nothing is told of the photograph",
          "[verify][uv_photo][not_performed]") {
  LitPage page;
  Exhibit exhibit = page.exhibit();
  exhibit.ultraviolet_page = PageView();
  CHECK(Reasons(Perform("uv.photo", exhibit)) == Codes{"no_page"});
  exhibit.ultraviolet = nullptr;
  CHECK(Reasons(Perform("uv.photo", exhibit)) == Codes{"no_ultraviolet_image"});
}

}  // namespace
}  // namespace chowki::verify
