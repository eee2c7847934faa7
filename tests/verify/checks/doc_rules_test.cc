#include <catch2/catch.hpp>

#include "verify/exhibit_maker.h"

namespace chowki::verify {
namespace {

using Codes = std::vector<std::string>;

// A passport of an invented person as a state could issue it, on 1 June 2025. Its check digits are
// not looked at.
struct Passport {
  std::string code = "P<";
  std::string state = "PAK";
  std::string nationality = "PAK";
  std::string number = "AB1234567";
  std::string birth = "900115";
  std::string expiry = "300601";
  std::string optional = "1234567890123<";

  [[nodiscard]] ExhibitMaker Maker() const {
    auto maker = ExhibitMaker::WithMrz(
        {code + state + "SPECIMEN<<ANNA<<<<<<<<<<<<<<<<<<<<<<<<<",
         number + "0" + nationality + birth + "0F" + expiry + "0" + optional + "00"});
    maker.Today({2025, 6, 1});
    return maker;
  }
};

ExhibitMaker Issued(const Passport& passport, const std::string& day) {
  auto maker = passport.Maker();
  maker.transcript.visual["issue_date"] = {day, 0.9, read::Source::kVisual, {}, day};
  return maker;
}

Codes Told(ExhibitMaker maker) { return Reasons(Perform("doc.rules", maker.exhibit())); }

const Codes kNothing = {""};

TEST_CASE("a passport as its state issues them passes", "[verify][doc_rules][successful]") {
  CHECK(Told(Passport().Maker()) == kNothing);
  CHECK(Told(Issued({}, "2020-06-02")) == kNothing);
  CHECK(Told(Passport{.optional = "<<<<<<<<<<<<<<"}.Maker()) == kNothing);
  CHECK(Told(Passport{.expiry = "350531"}.Maker()) == kNothing);
  CHECK(
      Told(Passport{
          .state = "D<<", .nationality = "D<<", .number = "C01X00T47", .optional = "<<<<<<<<<<<<<<"}
               .Maker()) == kNothing);
}

TEST_CASE("a specimen never asks for anything", "[verify][doc_rules][successful]") {
  auto passport = ExhibitMaker::Passport();
  CHECK(Told(std::move(passport)) == kNothing);
  CHECK(
      Told(Passport{.state = "UTO", .nationality = "UTO", .number = "1<<<<<<<<", .expiry = "491231"}
               .Maker()) == kNothing);
}

TEST_CASE("what the state does not issue is a reason to look, and no more",
          "[verify][doc_rules][failing]") {
  const auto [passport, reasons] = GENERATE(table<Passport, Codes>(
      {{{.number = "AB123456<"}, {"number_unusual"}},
       {{.number = "A12345678"}, {"number_unusual"}},
       {{.optional = "12345678<<<<<<"}, {"optional_data_unusual"}},
       {{.expiry = "360401"}, {"validity_unusual"}},
       {{.birth = "140101", .expiry = "320101"}, {"minor_validity_unusual"}},
       {{.state = "IRQ", .nationality = "IRQ", .number = "A12345678", .expiry = "340601"},
        {"validity_unusual"}}}));
  auto maker = passport.Maker();
  const auto findings = Perform("doc.rules", maker.exhibit());
  CHECK(Reasons(findings) == reasons);
  for (const Finding& finding : findings) {
    CHECK(finding.outcome == Outcome::kUndetermined);
    CHECK(finding.contributes == Contribution::kAttention);
    REQUIRE(finding.evidence.size() == 1);
    CHECK_FALSE(finding.evidence[0].seen.empty());
    CHECK_FALSE(finding.evidence[0].expected.empty());
  }
}

TEST_CASE("validity counts from the date of issue where it was read",
          "[verify][doc_rules][failing]") {
  CHECK(Told(Issued({}, "2019-08-30")) == kNothing);
  auto maker = Issued({}, "2019-08-29");
  const auto findings = Perform("doc.rules", maker.exhibit());
  REQUIRE(Reasons(findings) == Codes{"validity_unusual"});
  CHECK(findings[0].evidence.size() == 2);
}

TEST_CASE("who is nearly grown up may have a document of a grown-up",
          "[verify][doc_rules][successful]") {
  CHECK(Told(Passport{.birth = "110531", .expiry = "350601"}.Maker()) == kNothing);
  CHECK(Told(Passport{.birth = "110602", .expiry = "350601"}.Maker()) ==
        Codes{"minor_validity_unusual"});
}

TEST_CASE("a rule that may rest on misread characters contributes nothing", "[verify][doc_rules]") {
  auto maker = Passport{.number = "AB123456<"}.Maker();
  maker.Confidence(1, 4, 0.5);
  const auto findings = Perform("doc.rules", maker.exhibit());
  REQUIRE(Reasons(findings) == Codes{"doubtful_characters"});
  CHECK(findings[0].contributes == Contribution::kClear);

  auto minor = Passport{.birth = "140101", .expiry = "320101"}.Maker();
  minor.Confidence(1, 13, 0.5);
  CHECK(Told(std::move(minor)) == Codes{"doubtful_characters"});
}

TEST_CASE("documents that no rules speak of are not judged", "[verify][doc_rules][not_performed]") {
  const auto [passport, reason] = GENERATE(table<Passport, std::string>(
      {{{.state = "XOM", .nationality = "XOM", .number = "<<<<<<<<<"}, "no_rules"},
       {{.code = "PD", .number = "<<<<<<<<<"}, "no_rules"},
       {{.nationality = "XXB", .number = "<<<<<<<<<"}, "no_rules"},
       {{.number = "<<<<<<<<<", .expiry = "<<<<<<"}, "no_rules"},
       {{.state = "AFG", .nationality = "AFG", .number = "<<<<<<<<<"}, "rules_not_sure"},
       {{.state = "IND", .nationality = "IND", .number = "<<<<<<<<<", .expiry = "250531"},
        "older_than_rules"}}));
  CHECK(Told(passport.Maker()) == Codes{reason});
  CHECK(Told(Issued({.number = "<<<<<<<<<"}, "2003-05-01")) == Codes{"older_than_rules"});
  ExhibitMaker nothing;
  CHECK(Told(std::move(nothing)) == Codes{"no_mrz"});
}

}  // namespace
}  // namespace chowki::verify
