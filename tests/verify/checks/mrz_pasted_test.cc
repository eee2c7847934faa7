#include <cmath>

#include <catch2/catch.hpp>

#include "verify/lit_page.h"

namespace chowki::verify {
namespace {

using Codes = std::vector<std::string>;
using Cell = LitPage::Cell;

constexpr double kGrain = 4;  // grey levels, of paper and sensor together

// Two of the passport number's three eights.
constexpr Cell kFrom = {1, 1};
constexpr Cell kTo = {1, 3};

void AddGrain(cv::Mat& image, double deviation, uint64_t seed) {
  cv::Mat grain(image.size(), CV_16SC1);
  cv::RNG random(seed);
  random.fill(grain, cv::RNG::NORMAL, 0, deviation);
  cv::add(image, grain, image, {}, CV_8UC1);
}

void Paste(const LitPage& page, cv::Mat& image) {
  const cv::Rect from = page.CellPx(kFrom);
  image(from).copyTo(image(cv::Rect(page.CellPx(kTo).tl(), from.size())));
}

TEST_CASE("characters that were printed one by one pass, however alike",
          "[verify][mrz_pasted][successful]") {
  LitPage page;
  page.edit = [](cv::Mat& visible) { AddGrain(visible, kGrain, 1); };
  const auto findings = Perform("mrz.pasted", page.exhibit());
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].outcome == Outcome::kSuccessful);
  CHECK(findings[0].value > findings[0].threshold);
}

TEST_CASE("a character that was copied in the file asks for attention, and both are shown",
          "[verify][mrz_pasted][failing]") {
  const double compression = GENERATE(0, 1, 1.5);  // what saving the file again adds
  LitPage page;
  page.edit = [&](cv::Mat& visible) {
    AddGrain(visible, kGrain, 1);
    Paste(page, visible);
    if (compression > 0) AddGrain(visible, compression, 2);
  };
  const auto findings = Perform("mrz.pasted", page.exhibit());
  REQUIRE(Reasons(findings) == Codes{"characters_identical"});
  CHECK(findings[0].outcome == Outcome::kUndetermined);
  CHECK(findings[0].contributes == Contribution::kAttention);
  CHECK(findings[0].value < findings[0].threshold);
  REQUIRE(findings[0].evidence.size() == 2);
  const auto& glyphs = page.maker.transcript.mrz.glyphs;
  CHECK(findings[0].evidence[0].region == glyphs[1][1].region);
  CHECK(findings[0].evidence[1].region == glyphs[1][3].region);
  CHECK(findings[0].evidence[0].seen == "8");
}

TEST_CASE(
    "only the paper's grain tells: a character drawn as another one, on its own paper, passes",
    "[verify][mrz_pasted][successful]") {
  LitPage page;
  page.edit = [&](cv::Mat& visible) {
    Paste(page, visible);
    AddGrain(visible, kGrain, 1);
  };
  CHECK(Perform("mrz.pasted", page.exhibit()).front().outcome == Outcome::kSuccessful);
}

TEST_CASE("a ground that repeats far around two characters, too, is the paper's",
          "[verify][mrz_pasted][successful]") {
  LitPage page;
  page.edit = [&](cv::Mat& visible) {
    AddGrain(visible, kGrain, 1);
    const cv::Rect from = page.CellPx(kFrom);
    const cv::Rect strip(from.x, from.y - 2 * from.width, from.width, 5 * from.width);
    const cv::Point apart = page.CellPx(kTo).tl() - from.tl();
    visible(strip).clone().copyTo(visible(strip + apart));
  };
  CHECK(Perform("mrz.pasted", page.exhibit()).front().outcome == Outcome::kSuccessful);
}

TEST_CASE("pictures whose paper says nothing are not judged",
          "[verify][mrz_pasted][not_performed]") {
  LitPage page;
  SECTION("a drawn page has no grain, and its characters are all alike") {
    CHECK(Reasons(Perform("mrz.pasted", page.exhibit())) == Codes{"paper_too_even"});
  }
  SECTION("a pattern is the same behind every character") {
    page.edit = [](cv::Mat& visible) {
      for (int y = 0; y < visible.rows; ++y) {
        visible.row(y) -= cv::Scalar(15 + 15 * std::sin(y * 1.2));
      }
      AddGrain(visible, kGrain, 1);
    };
    CHECK(Reasons(Perform("mrz.pasted", page.exhibit())) == Codes{"paper_repeats"});
  }
  SECTION("hardly a character stands twice") {
    page.edit = [](cv::Mat& visible) { AddGrain(visible, kGrain, 1); };
    Exhibit exhibit = page.exhibit();
    for (auto& line : page.maker.transcript.mrz.lines)
      line.replace(8, line.size() - 8, line.size() - 8, '<');
    CHECK(Reasons(Perform("mrz.pasted", exhibit)) == Codes{"too_few_repeats"});
  }
  SECTION("too coarse") {
    Exhibit exhibit = page.exhibit();
    const capture::Image coarse(cv::Mat(88 * 6, 125 * 6, CV_8UC1, cv::Scalar(200)),
                                capture::Light::kVisible, Digest{}, std::nullopt);
    exhibit.visible = &coarse;
    CHECK(Reasons(Perform("mrz.pasted", exhibit)) == Codes{"too_coarse"});
  }
  SECTION("no MRZ") {
    Exhibit exhibit = page.exhibit();
    exhibit.record = nullptr;
    CHECK(Reasons(Perform("mrz.pasted", exhibit)) == Codes{"no_mrz"});
  }
  SECTION("no image") {
    Exhibit exhibit = page.exhibit();
    exhibit.visible = nullptr;
    CHECK(Reasons(Perform("mrz.pasted", exhibit)) == Codes{"no_visible_image"});
  }
}

}  // namespace
}  // namespace chowki::verify
