#include <catch2/catch.hpp>

#include "verify/printed_page.h"

namespace chowki::verify {
namespace {

using Codes = std::vector<std::string>;

constexpr Rect kPhotographMm = {5, 17, 35, 45};
constexpr Rect kPageMm = {0, 0, 125, 88};

TEST_CASE("a portrait as smooth as its page passes, with a sensor's noise",
          "[verify][vis_portrait][successful]") {
  PrintedPage page;
  page.AddNoise(GENERATE(0.0, 2.0, 5.0));
  CHECK(page.Look("vis.portrait").front().outcome == Outcome::kSuccessful);
}

TEST_CASE("a portrait with a grain that its page has not is told with its place",
          "[verify][vis_portrait][failing]") {
  PrintedPage page;
  page.AddNoise(1);
  page.AddDroplets(kPhotographMm, 25);
  const auto findings = page.Look("vis.portrait");
  REQUIRE(Reasons(findings) == Codes{"grainy"});
  CHECK(findings[0].outcome == Outcome::kUndetermined);
  CHECK(findings[0].contributes == Contribution::kAttention);
  REQUIRE(findings[0].evidence.size() == 1);
  const auto& corners = findings[0].evidence[0].region.corners;
  CHECK(corners[0].x > kPhotographMm.x / kPageMm.width);
  CHECK(corners[2].x < (kPhotographMm.x + kPhotographMm.width) / kPageMm.width);
}

TEST_CASE("a page that is grainy all over says nothing against its portrait",
          "[verify][vis_portrait][successful]") {
  PrintedPage page;
  page.AddDroplets(kPageMm, 25);
  CHECK(page.Look("vis.portrait").front().outcome == Outcome::kSuccessful);
}

TEST_CASE("a black photograph has no tones that could be grainy",
          "[verify][vis_portrait][not_performed]") {
  PrintedPage page;
  page.pixels.colRange(0, page.pixels.cols / 2).setTo(cv::Scalar::all(20));
  CHECK(Reasons(page.Look("vis.portrait")) == Codes{"no_portrait"});
}

TEST_CASE("a coarse picture shows no grain", "[verify][vis_portrait][not_performed]") {
  PrintedPage page(8);
  CHECK(Reasons(page.Look("vis.portrait")) == Codes{"too_coarse"});
}

TEST_CASE("without an image or a page nothing is told of the portrait",
          "[verify][vis_portrait][not_performed]") {
  ExhibitMaker maker = ExhibitMaker::Passport();
  CHECK(Reasons(Perform("vis.portrait", maker.exhibit())) == Codes{"no_page"});
  maker.NoImage();
  CHECK(Reasons(Perform("vis.portrait", maker.exhibit())) == Codes{"no_visible_image"});
}

}  // namespace
}  // namespace chowki::verify
