#include "verify/page_model.h"

#include <functional>
#include <limits>

#include <catch2/catch.hpp>

#include "verify/issued_page.h"

namespace chowki::verify {
namespace {

TEST_CASE(
    "a page that was not learnt from shows the pattern, the place and the shades of its model",
    "[verify][page_model]") {
  const PageModel model = LearntModel();
  CHECK(model.scans == 5);
  REQUIRE(model.portrait_mm);
  CHECK(model.portrait_mm->x == Approx(IssuedPage::kFaceMm.x).margin(0.3));
  const auto found = Compare(model, IssuedPage{.person = 11}.Scan());
  CHECK(found.seen == static_cast<int>(model.patterns.size()));
  CHECK(found.MatchingShare() > 0.9);
  CHECK(std::hypot(found.shift_mm.x, found.shift_mm.y) < 0.3);
  REQUIRE(found.portrait_off_mm);
  CHECK(*found.portrait_off_mm < 0.5);
  REQUIRE(found.shades.size() == 1);
  CHECK(found.shades[0].off_mm.empty());
}

TEST_CASE("another issue's page does not match", "[verify][page_model]") {
  CHECK(Compare(LearntModel(), IssuedPage{.issue = 2}.Scan()).MatchingShare() < 0.4);
}

TEST_CASE("print that lies beside the MRZ's place is told by how far", "[verify][page_model]") {
  const PageModel model = LearntModel();
  const auto found = Compare(model, IssuedPage{.print_shift_mm = {1.5, -1}}.Scan());
  CHECK(found.shift_mm.x == Approx(1.5).margin(0.3));
  CHECK(found.shift_mm.y == Approx(-1).margin(0.3));
  CHECK(*found.portrait_off_mm < 0.6);  // counted from the print
}

TEST_CASE("shades of other inks are told with their places, other exposures are not",
          "[verify][page_model]") {
  const auto found = Compare(LearntModel(), IssuedPage{.recoloured = true}.Scan());
  REQUIRE(found.shades.size() == 1);
  CHECK(found.shades[0].off_mm.size() > 10);
}

TEST_CASE("a picture that is far too dark says nothing of shades", "[verify][page_model]") {
  PageScan scan = IssuedPage{}.Scan();
  const capture::Image dark(IssuedPage{}.Draw() * 0.3, capture::Light::kVisible, Digest{},
                            std::nullopt);
  scan.visible = PageView(dark, IssuedPage{}.Page(), dark.size_px());
  CHECK(Compare(LearntModel(), scan).shades.empty());
}

TEST_CASE("pages of different issues have no model in common", "[verify][page_model]") {
  std::vector<PageScan> scans = Issued(1, 3);
  scans.push_back(IssuedPage{.issue = 2}.Scan());
  PageModel model;
  model.name = "mixed";
  model.issuer = "UTO";
  const auto learnt = LearnModel(scans, model);
  INFO(Message(learnt.status()));
  CAPTURE(learnt.ok() ? learnt->patterns.size() : 0);
  CHECK(learnt.status().code() == StatusCode::kFailedPrecondition);
}

TEST_CASE("two scans are too few, and so are scans without a picture", "[verify][page_model]") {
  CHECK(LearnModel(Issued(1, 2), {}).status().code() == StatusCode::kInvalidArgument);
  std::vector<PageScan> scans = Issued(1, 3);
  scans[1].visible = PageView();
  CHECK(LearnModel(scans, {}).status().code() == StatusCode::kInvalidArgument);
}

TEST_CASE("a model is for its issuer, document code and page size", "[verify][page_model]") {
  PageModel model;
  model.issuer = "UTO";
  model.document_code = "P";
  const std::vector<PageModel> models = {model};
  icao::MrzRecord record;
  record.issuing_state = "UTO";
  record.document_code = "PO";
  CHECK(ModelsOf(models, record, locate::PageSize::kId3).size() == 1);
  CHECK(ModelsOf(models, record, locate::PageSize::kId2).empty());
  record.document_code = "V";
  CHECK(ModelsOf(models, record, locate::PageSize::kId3).empty());
  record.document_code = "P";
  record.issuing_state = "UTX";
  CHECK(ModelsOf(models, record, locate::PageSize::kId3).empty());
}

TEST_CASE("a model that contradicts itself is refused", "[verify][page_model]") {
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  const std::vector<std::function<void(PageModel&)>> spoil = {
      [](PageModel& model) { model.name = "../uto"; },
      [](PageModel& model) { model.version = 0; },
      [](PageModel& model) { model.issuer = "uto"; },
      [](PageModel& model) { model.document_code = "PPP"; },
      [](PageModel& model) { model.scans = 1; },
      [](PageModel& model) { model.patterns.clear(); },
      [](PageModel& model) { model.patterns[0].at_mm.x = 120; },
      [](PageModel& model) { model.patterns[0].at_mm.x = kNone; },
      [](PageModel& model) { model.patterns[0].rows += 1; },
      [](PageModel& model) { model.patterns[0].pixels.pop_back(); },
      [](PageModel& model) { model.patterns[0].least = 2; },
      [](PageModel& model) { model.print_tolerance_mm = kNone; },
      [](PageModel& model) {
        model.portrait_mm = Point{-4, 0};
      },
      [](PageModel& model) { model.portrait_tolerance_mm = 0; },
      [](PageModel& model) { model.lights.push_back(model.lights[0]); },
      [](PageModel& model) { model.lights[0].shades[0].tolerance[1] = 0; },
      [](PageModel& model) { model.lights[0].shades[0].mean[2] = 256; },
      [](PageModel& model) { model.lights[0].shades.resize(2001, model.lights[0].shades[0]); }};
  const PageModel good = LearntModel();
  REQUIRE(CheckModel(good).ok());
  for (std::size_t i = 0; i < spoil.size(); ++i) {
    CAPTURE(i);
    PageModel model = good;
    spoil[i](model);
    CHECK(CheckModel(model).code() == StatusCode::kInvalidArgument);
  }
}

}  // namespace
}  // namespace chowki::verify
