#include <catch2/catch.hpp>

#include "verify/exhibit_maker.h"

namespace chowki::verify {
namespace {

using Codes = std::vector<std::string>;

TEST_CASE("digits that hold pass", "[verify][mrz_check_digits][successful]") {
  auto maker = ExhibitMaker::Passport();
  CHECK(Perform("mrz.check_digits", maker.exhibit()).front().outcome == Outcome::kSuccessful);
}

TEST_CASE("a wrong digit over characters surely read refers, with its place",
          "[verify][mrz_check_digits][failing]") {
  auto maker = ExhibitMaker::WithMrz(PassportWith(13, '8'));
  const auto findings = Perform("mrz.check_digits", maker.exhibit());
  REQUIRE(Reasons(findings) == Codes{"birth_date_digit_wrong"});
  CHECK(findings[0].outcome == Outcome::kFailed);
  CHECK(findings[0].contributes == Contribution::kRefer);
  CHECK(findings[0].value.value() == Approx(0.99));

  const auto& evidence = findings[0].evidence;
  REQUIRE(evidence.size() == 2);
  CHECK(evidence[0].expected == "9");
  CHECK(evidence[0].seen == "2");
  CHECK(evidence[0].region.corners[0].x == Approx(0.19));
  CHECK(evidence[0].region.corners[1].x == Approx(0.20));
  CHECK(evidence[1].seen == "840812");
  CHECK(evidence[1].region.corners[0].x == Approx(0.13));
  CHECK(evidence[1].region.corners[2].x == Approx(0.19));
  CHECK(evidence[1].region.corners[2].y == Approx(0.90));
}

TEST_CASE("a wrong digit over a doubtful character may be a misreading",
          "[verify][mrz_check_digits]") {
  auto unsure = ExhibitMaker::WithMrz(PassportWith(13, '8'));
  unsure.Confidence(1, 13, 0.5);
  auto doubted = ExhibitMaker::WithMrz(PassportWith(13, '8'));
  doubted.transcript.mrz.doubtful.push_back({1, 19, {{'2', 0.6}, {'7', 0.4}}});
  for (ExhibitMaker* maker : {&unsure, &doubted}) {
    const auto findings = Perform("mrz.check_digits", maker->exhibit());
    REQUIRE(Reasons(findings) == Codes{"birth_date_digit_doubtful"});
    CHECK(findings[0].outcome == Outcome::kUndetermined);
    CHECK(findings[0].contributes == Contribution::kAttention);
  }
}

TEST_CASE("doubt elsewhere does not excuse a wrong digit", "[verify][mrz_check_digits]") {
  auto maker = ExhibitMaker::WithMrz(PassportWith(13, '8'));
  maker.Confidence(1, 0, 0.1).Confidence(0, 10, 0.1);
  CHECK(Reasons(Perform("mrz.check_digits", maker.exhibit())) == Codes{"birth_date_digit_wrong"});
}

TEST_CASE("each field has its own reason", "[verify][mrz_check_digits]") {
  const std::pair<int, std::string> cases[] = {{0, "document_number_digit_wrong"},
                                               {26, "expiry_date_digit_wrong"},
                                               {30, "optional_data_digit_wrong"}};
  for (const auto& [column, reason] : cases) {
    auto maker = ExhibitMaker::WithMrz(PassportWith(column, '7'));
    CHECK(Reasons(Perform("mrz.check_digits", maker.exhibit())) == Codes{reason});
  }
}

TEST_CASE("a long document number's digit is shown where it stands", "[verify][mrz_check_digits]") {
  auto maker =
      ExhibitMaker::WithMrz({"I<UTOD23145890<7348<<<<<<<<<<<", "3407127M9507122UTO<<<<<<<<<<<2",
                             "STEVENSON<<PETER<JOHN<<<<<<<<<"});
  const auto findings = Perform("mrz.check_digits", maker.exhibit());
  REQUIRE(Reasons(findings) == Codes{"document_number_digit_wrong"});
  REQUIRE(findings[0].evidence.size() == 3);
  CHECK(findings[0].evidence[0].region.corners[0].x == Approx(0.18));
  CHECK(findings[0].evidence[1].seen == "D23145890");
  CHECK(findings[0].evidence[2].seen == "734");
}

TEST_CASE("an MRZ without glyphs is judged by the reading's certainty",
          "[verify][mrz_check_digits]") {
  auto maker = ExhibitMaker::WithMrz(PassportWith(13, '8'));
  maker.transcript.mrz.glyphs.clear();
  CHECK(Reasons(Perform("mrz.check_digits", maker.exhibit())) == Codes{"birth_date_digit_wrong"});
  maker.transcript.mrz.certain = false;
  CHECK(Reasons(Perform("mrz.check_digits", maker.exhibit())) ==
        Codes{"birth_date_digit_doubtful"});
}

TEST_CASE("without an MRZ there are no digits", "[verify][mrz_check_digits][not_performed]") {
  ExhibitMaker maker;
  CHECK(Perform("mrz.check_digits", maker.exhibit()).front().outcome == Outcome::kNotPerformed);
}

}  // namespace
}  // namespace chowki::verify
