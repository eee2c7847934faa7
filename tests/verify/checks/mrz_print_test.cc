#include <cmath>

#include <catch2/catch.hpp>

#include "verify/lit_page.h"
#include "verify/ocr_b.h"

namespace chowki::verify {
namespace {

using Codes = std::vector<std::string>;

constexpr double kPagePpi = 8 * 25.4;

TEST_CASE("an MRZ in OCR-B of the standard's pitch passes", "[verify][mrz_print][successful]") {
  LitPage page;
  page.stated_ppi = GENERATE(std::optional<double>(), std::optional<double>(kPagePpi));
  const auto findings = Perform("mrz.print", page.exhibit());
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].outcome == Outcome::kSuccessful);
  CHECK(findings[0].value > 0.95);
}

TEST_CASE("an MRZ in another font asks for attention", "[verify][mrz_print][failing]") {
  LitPage page;
  page.other_font = true;
  const auto findings = Perform("mrz.print", page.exhibit());
  REQUIRE(Reasons(findings) == Codes{"font_differs"});
  CHECK(findings[0].outcome == Outcome::kUndetermined);
  CHECK(findings[0].contributes == Contribution::kAttention);
  CHECK(findings[0].value < findings[0].threshold);
  REQUIRE(findings[0].evidence.size() == 1);
  CHECK(findings[0].evidence[0].region == page.maker.transcript.mrz.region);
}

TEST_CASE("characters of the right size in another pitch ask for attention",
          "[verify][mrz_print][failing]") {
  LitPage page;
  page.print_pitch = GENERATE(2.41, 2.63);
  page.stated_ppi = kPagePpi;
  const auto findings = Perform("mrz.print", page.exhibit());
  REQUIRE(Reasons(findings) == Codes{"pitch_differs"});
  CHECK(findings[0].contributes == Contribution::kAttention);
  CHECK(findings[0].value == Approx(page.print_pitch).margin(0.02));
  CHECK(findings[0].threshold == 2.54);
}

TEST_CASE("a resolution that the file claims wrongly is not held against the print",
          "[verify][mrz_print][successful]") {
  LitPage page;
  page.stated_ppi = kPagePpi * GENERATE(0.5, 0.94, 1.06, 1.5);
  CHECK(Perform("mrz.print", page.exhibit()).front().outcome == Outcome::kSuccessful);
}

TEST_CASE("single characters beside their places ask for attention and are shown",
          "[verify][mrz_print][failing]") {
  LitPage page;
  page.displaced = {{{1, 14}, {2, -1}}, {{1, 19}, {-2, 1}}};
  const auto findings = Perform("mrz.print", page.exhibit());
  REQUIRE(Reasons(findings) == Codes{"characters_displaced"});
  CHECK(findings[0].outcome == Outcome::kUndetermined);
  CHECK(findings[0].contributes == Contribution::kAttention);
  CHECK(findings[0].value == Approx(std::hypot(2, 1) / 8).margin(0.1));
  CHECK(findings[0].value > findings[0].threshold);
  REQUIRE(findings[0].evidence.size() == 2);
  CHECK(findings[0].evidence[0].region == page.maker.transcript.mrz.glyphs[1][14].region);
  CHECK(findings[0].evidence[1].region == page.maker.transcript.mrz.glyphs[1][19].region);
}

TEST_CASE("a printer that sets every character beside its place is not held against one",
          "[verify][mrz_print][successful]") {
  LitPage page;
  cv::RNG random(1);
  for (int line = 0; line < 2; ++line) {
    for (int column = 0; column < 44; ++column) {
      page.displaced[{line, column}] = {random.uniform(-2, 3), random.uniform(-2, 3)};
    }
  }
  CHECK(Perform("mrz.print", page.exhibit()).front().outcome == Outcome::kSuccessful);
}

TEST_CASE("a printer whose 2 stands beside its place is not held against its twos",
          "[verify][mrz_print][successful]") {
  LitPage page;
  const auto& lines = page.maker.transcript.mrz.lines;
  for (int line = 0; line < 2; ++line) {
    for (int column = 0; column < 44; ++column) {
      const char character = lines[static_cast<size_t>(line)][static_cast<size_t>(column)];
      if (character == '2') page.displaced[{line, column}] = {-2, 0};
    }
  }
  REQUIRE(page.displaced.size() > 2);
  CHECK(Perform("mrz.print", page.exhibit()).front().outcome == Outcome::kSuccessful);
}

TEST_CASE("print that cannot be seen well enough is not judged",
          "[verify][mrz_print][not_performed]") {
  LitPage page;
  page.other_font = true;
  SECTION("too few characters were surely read") {
    for (int column = 0; column < 36; ++column) {
      page.maker.Confidence(0, column, 0.5);
      page.maker.Confidence(1, column, 0.5);
    }
    CHECK(Reasons(Perform("mrz.print", page.exhibit())) == Codes{"too_little_print"});
  }
  SECTION("too coarse") {
    Exhibit exhibit = page.exhibit();
    const capture::Image coarse(cv::Mat(88 * 3, 125 * 3, CV_8UC1, cv::Scalar(200)),
                                capture::Light::kVisible, Digest{}, std::nullopt);
    exhibit.visible = &coarse;
    CHECK(Reasons(Perform("mrz.print", exhibit)) == Codes{"too_little_print"});
  }
  SECTION("no MRZ") {
    Exhibit exhibit = page.exhibit();
    exhibit.record = nullptr;
    CHECK(Reasons(Perform("mrz.print", exhibit)) == Codes{"no_mrz"});
  }
  SECTION("no image") {
    Exhibit exhibit = page.exhibit();
    exhibit.visible = nullptr;
    CHECK(Reasons(Perform("mrz.print", exhibit)) == Codes{"no_visible_image"});
  }
}

TEST_CASE("the typeface has a shape for every character of an MRZ and no other",
          "[verify][ocr_b]") {
  for (const char character : std::string("<0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")) {
    INFO(character);
    const cv::Mat ink = OcrB(character);
    REQUIRE(ink.size() == cv::Size(kShapeWidth, kShapeHeight));
    CHECK(cv::sum(ink)[0] > 20);
    CHECK(cv::norm(ink, cv::NORM_INF) <= 1);
  }
  CHECK(OcrB('a').empty());
}

}  // namespace
}  // namespace chowki::verify
