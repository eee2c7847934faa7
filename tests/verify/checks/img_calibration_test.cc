#include <catch2/catch.hpp>

#include "verify/lit_page.h"

namespace chowki::verify {
namespace {

using Codes = std::vector<std::string>;

// Made on the day on which exhibits are looked at, 2010-06-01.
Calibration MadeOn(const Date& day) {
  return {"desk-1", day, 5, {{{0.1, 0.1, 0.6}}, {{0.8, 0.9}}}};
}

TEST_CASE("a calibration of lately is told with its age", "[verify][img_calibration][successful]") {
  const Calibration calibration = MadeOn({2010, 5, 20});
  LitPage page;
  Exhibit exhibit = page.exhibit();
  exhibit.calibration = {&calibration, 30};
  const auto findings = Perform("img.calibration", exhibit);
  CHECK(findings[0].outcome == Outcome::kSuccessful);
  CHECK(findings[0].value == 12);
  CHECK(findings[0].threshold == 30);
}

TEST_CASE("a calibration that is old, of another day or of another light is told, and asks nothing",
          "[verify][img_calibration][failing]") {
  LitPage page;
  Exhibit exhibit = page.exhibit();
  Calibration old = MadeOn({2010, 5, 20});
  exhibit.calibration = {&old, 11};
  const auto findings = Perform("img.calibration", exhibit);
  CHECK(Reasons(findings) == Codes{"calibration_old"});
  CHECK(findings[0].contributes == Contribution::kClear);

  const Calibration coming = MadeOn({2010, 6, 2});
  exhibit.calibration = {&coming, 11};
  CHECK(Reasons(Perform("img.calibration", exhibit)) == Codes{"calibration_in_future"});

  old.levels.infrared.reset();
  exhibit.calibration = {&old, 12};
  CHECK(Reasons(Perform("img.calibration", exhibit)) == Codes{"light_not_calibrated"});
  exhibit.infrared = nullptr;
  CHECK(Perform("img.calibration", exhibit)[0].outcome == Outcome::kSuccessful);
}

TEST_CASE("without a calibration nothing is told", "[verify][img_calibration][not_performed]") {
  LitPage page;
  CHECK(Reasons(Perform("img.calibration", page.exhibit())) == Codes{"not_calibrated"});
}

}  // namespace
}  // namespace chowki::verify
