#include <catch2/catch.hpp>

#include "verify/exhibit_maker.h"
#include "verify/issued_page.h"

namespace chowki::verify {
namespace {

using Codes = std::vector<std::string>;

// The standard's passport specimen on a drawn page, held against models.
std::vector<Finding> Look(const IssuedPage& drawn, const std::vector<PageModel>& models,
                          const cv::Mat& pixels) {
  ExhibitMaker maker = ExhibitMaker::Passport();
  const capture::Image image(pixels, capture::Light::kVisible, Digest{}, std::nullopt);
  const locate::Page page = drawn.Page();
  Exhibit exhibit = maker.exhibit();
  exhibit.visible = &image;
  exhibit.page = &page;
  exhibit.models = models;
  return Perform("doc.model", exhibit);
}

std::vector<Finding> Look(const IssuedPage& drawn, const std::vector<PageModel>& models) {
  return Look(drawn, models, drawn.Draw());
}

TEST_CASE("a genuine page is like its model, worn or printed a little beside its place",
          "[verify][doc_model][successful]") {
  const std::vector<PageModel> models = {LearntModel(2), LearntModel(1)};
  const IssuedPage page =
      GENERATE(IssuedPage{.person = 12}, IssuedPage{.faded = true},
               IssuedPage{.print_shift_mm = {1, -0.8}}, IssuedPage{.issue = 2, .person = 9});
  CAPTURE(page.issue, page.person, page.faded, page.print_shift_mm.x);
  const auto findings = Look(page, models);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].outcome == Outcome::kSuccessful);
  CHECK(*findings[0].value > *findings[0].threshold);
}

TEST_CASE("a page with another background is told with the places that differ",
          "[verify][doc_model][failing]") {
  const auto findings = Look({.issue = 3}, {LearntModel()});
  REQUIRE(Reasons(findings) == Codes{"pattern_differs"});
  CHECK(findings[0].outcome == Outcome::kUndetermined);
  CHECK(findings[0].contributes == Contribution::kAttention);
  CHECK(*findings[0].value < *findings[0].threshold);
  REQUIRE_FALSE(findings[0].evidence.empty());
  CHECK(findings[0].evidence[0].expected == "uto-1");
}

TEST_CASE("an MRZ that lies too far beside the print is told", "[verify][doc_model][failing]") {
  CHECK(Reasons(Look({.print_shift_mm = {0, 3}}, {LearntModel()})) == Codes{"mrz_moved"});
}

TEST_CASE("other inks are told", "[verify][doc_model][failing]") {
  CHECK(Reasons(Look({.recoloured = true}, {LearntModel()})) == Codes{"colours_differ"});
}

TEST_CASE("what genuine pages of a model are known to give is accepted",
          "[verify][doc_model][successful]") {
  PageModel model = LearntModel();
  model.accepted = {"colours_differ"};
  CHECK(Look({.recoloured = true}, {model})[0].outcome == Outcome::kSuccessful);
}

TEST_CASE("a page of no known model is a warning that adds nothing",
          "[verify][doc_model][not_performed]") {
  PageModel model = LearntModel();
  model.issuer = "UTX";
  const auto findings = Look({}, {model});
  REQUIRE(Reasons(findings) == Codes{"unknown_model"});
  CHECK(findings[0].outcome == Outcome::kUndetermined);
  CHECK(findings[0].contributes == Contribution::kClear);
}

TEST_CASE("without models, a page, an MRZ or enough of the page nothing is compared",
          "[verify][doc_model][not_performed]") {
  CHECK(Reasons(Look({}, {})) == Codes{"no_models"});
  const std::vector<PageModel> models = {LearntModel()};
  ExhibitMaker maker = ExhibitMaker::Passport();
  Exhibit exhibit = maker.exhibit();
  exhibit.models = models;
  CHECK(Reasons(Perform("doc.model", exhibit)) == Codes{"no_mrz"});
  const cv::Mat lower = IssuedPage{}.Draw();
  CHECK(Reasons(Look({}, models, lower.rowRange(0, lower.rows / 4).clone())) ==
        Codes{"page_cut_off"});
}

}  // namespace
}  // namespace chowki::verify
