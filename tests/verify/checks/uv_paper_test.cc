#include <catch2/catch.hpp>

#include "verify/lit_page.h"

namespace chowki::verify {
namespace {

using Codes = std::vector<std::string>;

TEST_CASE("dull paper passes", "[verify][uv_paper][successful]") {
  LitPage page;
  const auto findings = Perform("uv.paper", page.exhibit());
  CHECK(findings.front().outcome == Outcome::kSuccessful);
  CHECK(findings.front().value == Approx(0.1).margin(0.02));
}

TEST_CASE("office paper is a reason to look, at any exposure", "[verify][uv_paper][failing]") {
  LitPage page;
  std::tie(page.ultraviolet_paper, page.brightest) =
      GENERATE(table<double, double>({{0.8, 0.9}, {0.5, 0.9}, {0.25, 0.27}}));
  const auto findings = Perform("uv.paper", page.exhibit());
  REQUIRE(Reasons(findings) == Codes{"paper_bright"});
  CHECK(findings[0].outcome == Outcome::kUndetermined);
  CHECK(findings[0].contributes == Contribution::kAttention);
  CHECK(findings[0].evidence.size() == 1);
}

TEST_CASE("a picture of too little light says nothing", "[verify][uv_paper]") {
  LitPage page;
  page.ultraviolet_paper = 0.03;
  page.brightest = 0.08;
  const auto findings = Perform("uv.paper", page.exhibit());
  REQUIRE(Reasons(findings) == Codes{"too_dark"});
  CHECK(findings[0].contributes == Contribution::kClear);
}

TEST_CASE("without an ultraviolet image or a page nothing is told",
          "[verify][uv_paper][not_performed]") {
  LitPage page;
  Exhibit exhibit = page.exhibit();
  exhibit.ultraviolet_page = PageView();
  CHECK(Reasons(Perform("uv.paper", exhibit)) == Codes{"no_page"});
  exhibit.ultraviolet = nullptr;
  CHECK(Reasons(Perform("uv.paper", exhibit)) == Codes{"no_ultraviolet_image"});
}

}  // namespace
}  // namespace chowki::verify
