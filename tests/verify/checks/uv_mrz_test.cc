#include <catch2/catch.hpp>

#include "verify/lit_page.h"

namespace chowki::verify {
namespace {

using Codes = std::vector<std::string>;

TEST_CASE("an MRZ on paper as dull as the page passes", "[verify][uv_mrz][successful]") {
  LitPage page;
  page.ultraviolet_paper = GENERATE(0.03, 0.1, 0.2);
  CHECK(Perform("uv.mrz", page.exhibit()).front().outcome == Outcome::kSuccessful);
}

TEST_CASE("tape over the MRZ and scraped characters are told with their place",
          "[verify][uv_mrz][failing]") {
  LitPage page;
  SECTION("tape over both lines") {
    page.glowing = {{{30, 68, 60, 14}, 0.5}};
    const auto findings = Perform("uv.mrz", page.exhibit());
    REQUIRE(Reasons(findings) == Codes{"mrz_glows"});
    CHECK(findings[0].contributes == Contribution::kAttention);
    CHECK(findings[0].evidence.size() == 2);
  }
  SECTION("two characters") {
    page.glowing = {{{6 + 10 * 2.54, 76.8, 2 * 2.54, 3.2}, 0.2}};
    const auto findings = Perform("uv.mrz", page.exhibit());
    REQUIRE(Reasons(findings) == Codes{"mrz_glows"});
    REQUIRE(findings[0].evidence.size() == 1);
    const auto& glyphs = page.maker.transcript.mrz.glyphs[1];
    CHECK(findings[0].evidence[0].region.corners[0] == glyphs[10].region.corners[0]);
    CHECK(findings[0].evidence[0].region.corners[1] == glyphs[11].region.corners[1]);
  }
}

TEST_CASE("a fibre across the MRZ is none of this", "[verify][uv_mrz][successful]") {
  LitPage page;
  page.glowing = {{{30, 70, 0.3, 4}, 0.9}, {{50, 76, 6, 0.3}, 0.9}};
  CHECK(Perform("uv.mrz", page.exhibit()).front().outcome == Outcome::kSuccessful);
}

TEST_CASE("a fluorescent pattern of the page that crosses the MRZ says nothing",
          "[verify][uv_mrz]") {
  LitPage page;
  for (int line = 0; line < 13; ++line) {
    page.glowing.push_back({{20, 42.0 + 3 * line, 60, 2}, 0.5});
  }
  auto findings = Perform("uv.mrz", page.exhibit());
  REQUIRE(Reasons(findings) == Codes{"pattern_crosses"});
  CHECK(findings[0].contributes == Contribution::kClear);
  CHECK(findings[0].evidence.size() == 2);
  // Tape beside it is told all the same.
  page.glowing.push_back({{95, 68, 20, 14}, 0.5});
  findings = Perform("uv.mrz", page.exhibit());
  REQUIRE(Reasons(findings) == Codes{"mrz_glows"});
}

TEST_CASE("a picture of too little light says nothing of the MRZ", "[verify][uv_mrz]") {
  LitPage page;
  page.ultraviolet_paper = 0.02;
  page.brightest = 0.05;
  CHECK(Reasons(Perform("uv.mrz", page.exhibit())) == Codes{"too_dark"});
}

TEST_CASE("without ultraviolet image, page or MRZ nothing is told of the MRZ",
          "[verify][uv_mrz][not_performed]") {
  LitPage page;
  Exhibit exhibit = page.exhibit();
  exhibit.record = nullptr;
  CHECK(Reasons(Perform("uv.mrz", exhibit)) == Codes{"no_mrz"});
  exhibit.ultraviolet_page = PageView();
  CHECK(Reasons(Perform("uv.mrz", exhibit)) == Codes{"no_page"});
  exhibit.ultraviolet = nullptr;
  CHECK(Reasons(Perform("uv.mrz", exhibit)) == Codes{"no_ultraviolet_image"});
}

}  // namespace
}  // namespace chowki::verify
