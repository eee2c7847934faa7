#include "verify/calibration.h"

#include <catch2/catch.hpp>

#include "verify/lit_page.h"

namespace chowki::verify {
namespace {

using Codes = std::vector<std::string>;

constexpr int kOldest = 180;
const Date kToday{2010, 6, 1};  // of LitPage

// A reader whose lamps give this share of what usual ones give.
LitPage Seen(double paper, double brightest, double lamp) {
  LitPage page;
  page.ultraviolet_paper = paper * lamp;
  page.brightest = brightest * lamp;
  return page;
}

template <typename... Pages>
Calibration Of(const Date& made, Pages... pages) {
  const std::vector<ReaderLevels> levels = {MeasureLevels(pages.exhibit())...};
  auto calibration = Calibrate("desk-1", made, levels);
  INFO(Message(calibration.status()));
  REQUIRE(calibration.ok());
  return *calibration;
}

Calibration OfGenuine(double lamp, const Date& made = kToday) {
  return Of(made, Seen(0.06, 0.35, lamp), Seen(0.1, 0.35, lamp), Seen(0.12, 0.35, lamp));
}

std::vector<Finding> With(const Calibration& calibration, LitPage page, std::string_view check) {
  Exhibit exhibit = page.exhibit();
  exhibit.calibration = {&calibration, kOldest};
  return Perform(check, exhibit);
}

TEST_CASE("a calibration has the brightest dull paper and the middle of the others",
          "[verify][calibration]") {
  const Calibration calibration = OfGenuine(0.5);
  CHECK(calibration.reader == "desk-1");
  CHECK(calibration.documents == 3);
  REQUIRE(calibration.levels.ultraviolet.has_value());
  CHECK(calibration.levels.ultraviolet->paper == Approx(0.06).margin(0.01));
  CHECK(calibration.levels.ultraviolet->fluorescent == Approx(0.175).margin(0.02));
  REQUIRE(calibration.levels.infrared.has_value());
  CHECK(calibration.levels.infrared->paper == Approx(0.85).margin(0.02));
  CHECK(calibration.levels.infrared->contrast > 0.85);
}

TEST_CASE("under a dim lamp a calibrated reader tells dull paper from bright",
          "[verify][calibration]") {
  constexpr double kDim = 0.2;
  const Calibration calibration = OfGenuine(kDim);
  const auto genuine = [] { return Seen(0.1, 0.35, kDim); };
  const auto office = [] { return Seen(0.75, 0.9, kDim); };
  CHECK(Reasons(Perform("uv.paper", genuine().exhibit())) == Codes{"too_dark"});
  CHECK(Perform("uv.paper", office().exhibit())[0].outcome == Outcome::kSuccessful);

  CHECK(With(calibration, genuine(), "uv.paper")[0].outcome == Outcome::kSuccessful);
  const auto bright = With(calibration, office(), "uv.paper");
  CHECK(Reasons(bright) == Codes{"paper_bright"});
  CHECK(bright[0].outcome == Outcome::kFailed);
  CHECK(bright[0].contributes == Contribution::kAttention);

  LitPage taped = genuine();
  taped.glowing.push_back({{30, 70, 25, 5}, 0.045});
  CHECK(Reasons(Perform("uv.mrz", taped.exhibit())) == Codes{"too_dark"});
  CHECK(Reasons(With(calibration, std::move(taped), "uv.mrz")) == Codes{"mrz_glows"});
  LitPage glued = genuine();
  glued.glowing.push_back({{5, 17, 34, 43}, 0.06});
  CHECK(Reasons(With(calibration, std::move(glued), "uv.photo")) == Codes{"bright_rectangle"});
}

TEST_CASE("a lamp that failed since its calibration says nothing", "[verify][calibration]") {
  const Calibration calibration = OfGenuine(1);
  CHECK(Reasons(With(calibration, Seen(0.1, 0.35, 0.1), "uv.paper")) == Codes{"too_dark"});
}

TEST_CASE("a reader that makes dull paper shine alarms on bright paper only",
          "[verify][calibration]") {
  const auto leaking = [](double paper) { return Seen(paper, 0.9, 1); };
  const Calibration calibration = Of(kToday, leaking(0.42), leaking(0.44), leaking(0.45));
  CHECK(Reasons(Perform("uv.paper", leaking(0.44).exhibit())) == Codes{"paper_bright"});
  CHECK(With(calibration, leaking(0.44), "uv.paper")[0].outcome == Outcome::kSuccessful);
  CHECK(Reasons(With(calibration, leaking(0.85), "uv.paper")) == Codes{"paper_bright"});
}

TEST_CASE("bright paper under an old calibration is a reason to look and no proof",
          "[verify][calibration]") {
  const Calibration calibration = OfGenuine(1, AddDays(kToday, -kOldest - 1));
  const auto findings = With(calibration, Seen(0.75, 0.9, 1), "uv.paper");
  CHECK(Reasons(findings) == Codes{"paper_bright"});
  CHECK(findings[0].outcome == Outcome::kUndetermined);
}

TEST_CASE("an infrared lamp that is weak or hazy is known by its calibration",
          "[verify][calibration]") {
  const auto hazy = [](double ink) {
    LitPage page;
    page.infrared_paper = 0.12;
    page.infrared_ink = ink;
    return page;
  };
  const Calibration calibration = Of(kToday, hazy(0.06), hazy(0.06), hazy(0.06));
  CHECK(Reasons(Perform("ir.mrz", hazy(0.06).exhibit())) == Codes{"too_dark"});
  CHECK(With(calibration, hazy(0.06), "ir.mrz")[0].outcome == Outcome::kSuccessful);
  CHECK(With(calibration, hazy(0.06), "ir.page")[0].reason != "too_dark");
  CHECK(Reasons(With(calibration, hazy(0.115), "ir.mrz")) == Codes{"mrz_invisible"});
}

TEST_CASE("too few documents, and levels that no working reader has, make no calibration",
          "[verify][calibration]") {
  const auto fault = [](std::vector<ReaderLevels> levels) {
    const auto calibration = Calibrate("desk-1", kToday, levels);
    REQUIRE_FALSE(calibration.ok());
    return Message(calibration.status());
  };
  const ReaderLevels good{{{0.1, 0.1, 0.6}}, {{0.8, 0.9}}};
  CHECK(fault({good, good}).starts_with("2 documents"));
  CHECK(fault({{}, {}, {}}).starts_with("0 documents"));
  const auto three = [](const ReaderLevels& levels) { return std::vector(3, levels); };
  CHECK(fault(three({{{0.01, 0.01, 0.015}}, {}})).starts_with("ultraviolet.fluorescent"));
  CHECK(fault(three({{{0.5, 0.5, 0.6}}, {}})).starts_with("ultraviolet.paper"));
  CHECK(fault(three({{{0.1, 0.5, 0.6}}, {}})).starts_with("ultraviolet.mrz_paper"));
  CHECK(fault(three({{}, {{0.01, 0.9}}})).starts_with("infrared.paper"));
  CHECK(fault(three({{}, {{0.8, 0.2}}})).starts_with("infrared.contrast"));
  for (const char* name : {"", "a/b", "a b", "\n"}) {
    CHECK(Calibrate(name, kToday, three(good)).status().code() == StatusCode::kInvalidArgument);
  }
  CHECK_FALSE(Calibrate("desk-1", {2010, 2, 30}, three(good)).ok());
}

}  // namespace
}  // namespace chowki::verify
