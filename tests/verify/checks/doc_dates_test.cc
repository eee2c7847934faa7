#include <catch2/catch.hpp>

#include "verify/exhibit_maker.h"

namespace chowki::verify {
namespace {

using Codes = std::vector<std::string>;

// The standard's passport (born 1974-08-12, valid until 2012-04-15), issued on a day.
ExhibitMaker IssuedOn(const std::string& day, double confidence = 0.98) {
  auto maker = ExhibitMaker::Passport();
  maker.transcript.visual["issue_date"] = {day, confidence, read::Source::kVisual,
                                           ToQuad({0.4, 0.5, 0.2, 0.05}), day};
  return maker;
}

TEST_CASE("a passport issued for ten years passes", "[verify][doc_dates][successful]") {
  auto maker = IssuedOn("2002-04-16");
  CHECK(Perform("doc.dates", maker.exhibit()).front().outcome == Outcome::kSuccessful);
}

TEST_CASE("a date of issue that cannot be is a reason to look", "[verify][doc_dates][failing]") {
  const auto [day, reasons] = GENERATE(table<std::string, Codes>(
      {{"2010-06-02", {"issued_in_future"}},
       {"1974-08-11", {"issued_before_birth", "valid_too_long", "minor_valid_too_long"}},
       {"2012-04-16", {"issued_in_future", "issued_after_expiry"}},
       {"2001-06-30", {"valid_too_long"}}}));
  auto maker = IssuedOn(day);
  const auto findings = Perform("doc.dates", maker.exhibit());
  CHECK(Reasons(findings) == reasons);
  for (const Finding& finding : findings) {
    CHECK(finding.outcome == Outcome::kUndetermined);
    CHECK(finding.contributes == Contribution::kAttention);
    REQUIRE(finding.evidence.size() == 1);
    CHECK(finding.evidence[0].seen == day);
  }
}

TEST_CASE("a child's passport is not valid for ten years", "[verify][doc_dates][failing]") {
  auto maker = ExhibitMaker::WithMrz({"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
                                      "L898902C36UTO0408129F1204159ZE184226B<<<<<18"});
  maker.transcript.visual["issue_date"] = {
      "2005-04-16", 0.98, read::Source::kVisual, {}, "2005-04-16"};
  CHECK(Reasons(Perform("doc.dates", maker.exhibit())) == Codes{"minor_valid_too_long"});
}

TEST_CASE("without a date of issue that was surely read nothing is judged",
          "[verify][doc_dates][not_performed]") {
  auto passport = ExhibitMaker::Passport();
  CHECK(Reasons(Perform("doc.dates", passport.exhibit())) == Codes{"no_issue_date"});
  auto doubtful = IssuedOn("2012-04-16", 0.6);
  CHECK(Reasons(Perform("doc.dates", doubtful.exhibit())) == Codes{"no_issue_date"});
  auto partial = IssuedOn("2012-04-XX");
  CHECK(Reasons(Perform("doc.dates", partial.exhibit())) == Codes{"no_issue_date"});
}

}  // namespace
}  // namespace chowki::verify
