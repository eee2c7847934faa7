#include <catch2/catch.hpp>

#include "icao/mrz_write.h"
#include "verify/exhibit_maker.h"

namespace chowki::verify {
namespace {

using Codes = std::vector<std::string>;

constexpr Date kToday = {2026, 11, 22};

icao::MrzFields Passport() {
  icao::MrzFields fields;
  fields.document_code = "P";
  fields.issuing_state = "UTO";
  fields.surname = "EXAMPLE";
  fields.given_names = "NORA";
  fields.document_number = "X1234567";
  fields.nationality = "UTO";
  fields.birth_date = {1980, 1, 2};
  fields.sex = icao::Sex::kFemale;
  fields.expiry_date = {2028, 3, 4};
  return fields;
}

std::vector<Finding> Judge(const std::vector<std::string>& lines, const Date& today = kToday) {
  auto maker = ExhibitMaker::WithMrz(lines);
  return Perform("mrz.semantics", maker.Today(today).exhibit());
}

std::vector<Finding> Judge(const icao::MrzFields& fields, const Date& today = kToday) {
  return Judge(icao::WriteMrz(fields).value(), today);
}

bool Passes(const icao::MrzFields& fields, const Date& today = kToday) {
  return Judge(fields, today).front().outcome == Outcome::kSuccessful;
}

TEST_CASE("a document whose text makes sense passes", "[verify][mrz_semantics][successful]") {
  CHECK(Passes(Passport()));
}

TEST_CASE("an expired document is red and asks for a look, not for a referral",
          "[verify][mrz_semantics][failing]") {
  CHECK(Passes(Passport(), {2028, 3, 4}));
  const auto findings = Judge(Passport(), {2028, 3, 5});
  REQUIRE(Reasons(findings) == Codes{"expired"});
  CHECK(findings[0].outcome == Outcome::kFailed);
  CHECK(findings[0].contributes == Contribution::kAttention);
  CHECK(findings[0].value == 1);
  CHECK(findings[0].evidence.at(0).seen == "280304");
  CHECK(findings[0].evidence.at(0).expected == "2028-03-05");
}

TEST_CASE("an expiry date that may be misread is no proof of expiry", "[verify][mrz_semantics]") {
  auto maker = ExhibitMaker::WithMrz(icao::WriteMrz(Passport()).value());
  maker.Today({2029, 1, 1}).Confidence(1, 22, 0.4);
  const auto findings = Perform("mrz.semantics", maker.exhibit());
  REQUIRE(Reasons(findings) == Codes{"expired_doubtful"});
  CHECK(findings[0].outcome == Outcome::kUndetermined);
}

TEST_CASE("dates that no calendar has are told", "[verify][mrz_semantics]") {
  CHECK(Reasons(Judge(PassportWith(15, '9'), {2010, 1, 1})) == Codes{"birth_date_impossible"});
  CHECK(Reasons(Judge(PassportWith(23, '9'), {2010, 1, 1})) == Codes{"expiry_date_impossible"});
}

TEST_CASE("unknown parts of a birth date are no fault", "[verify][mrz_semantics]") {
  icao::MrzFields fields = Passport();
  fields.birth_date = {1980, 0, 0};
  CHECK(Passes(fields));
  fields.birth_date = {};
  CHECK(Passes(fields));
}

TEST_CASE("zeros for an unknown day of birth are an oddity, not red", "[verify][mrz_semantics]") {
  icao::MrzFields fields = Passport();
  fields.birth_date = {1980, 1, 0};
  auto lines = icao::WriteMrz(fields).value();
  REQUIRE(lines[1].substr(13, 6) == "8001<<");
  lines[1].replace(17, 2, "00");  // counts the same
  const auto findings = Judge(lines);
  REQUIRE(Reasons(findings) == Codes{"birth_date_zeros"});
  CHECK(findings[0].outcome == Outcome::kUndetermined);
  CHECK(findings[0].contributes == Contribution::kAttention);
}

TEST_CASE("expiries before the birth or beyond any validity are told", "[verify][mrz_semantics]") {
  icao::MrzFields fields = Passport();
  fields.birth_date = {2024, 5, 6};
  fields.expiry_date = {2024, 5, 5};
  CHECK(Reasons(Judge(fields)) == Codes{"expiry_before_birth"});
  fields = Passport();
  fields.expiry_date = {2037, 8, 24};  // ten years and 275 days
  CHECK(Passes(fields));
  fields.expiry_date = {2037, 8, 25};
  CHECK(Reasons(Judge(fields)) == Codes{"expiry_too_far"});
}

TEST_CASE("cards may be valid for life", "[verify][mrz_semantics]") {
  icao::MrzFields fields = Passport();
  fields.format = icao::Format::kTd1;
  fields.document_code = "I";
  fields.expiry_date = {2070, 1, 1};
  CHECK(Passes(fields));
}

TEST_CASE("codes that nobody knows and codes in the wrong place ask for a look",
          "[verify][mrz_semantics]") {
  icao::MrzFields fields = Passport();
  fields.issuing_state = "QQQ";
  fields.nationality = "ZZZ";
  const auto findings = Judge(fields);
  REQUIRE(Reasons(findings) == Codes{"issuer_unknown", "nationality_unknown"});
  CHECK(findings[0].outcome == Outcome::kUndetermined);
  CHECK(findings[0].contributes == Contribution::kAttention);
  fields.issuing_state = "XXA";
  fields.nationality = "IAO";
  CHECK(Reasons(Judge(fields)) == Codes{"issuer_not_allowed", "nationality_not_allowed"});
}

TEST_CASE("stateless people and refugees are no oddity", "[verify][mrz_semantics]") {
  icao::MrzFields fields = Passport();
  for (const char* status : {"XXA", "XXB", "XXC", "XXX"}) {
    fields.nationality = status;
    CHECK(Passes(fields));
  }
}

TEST_CASE("document codes are judged by their layout, second letters never",
          "[verify][mrz_semantics]") {
  icao::MrzFields fields = Passport();
  fields.document_code = "PQ";
  CHECK(Passes(fields));
  fields.document_code = "X";
  CHECK(Reasons(Judge(fields)) == Codes{"document_code_unexpected"});
  fields.format = icao::Format::kTd1;
  fields.document_code = "AI";
  CHECK(Reasons(Judge(fields)) == Codes{"document_code_forbidden"});
}

TEST_CASE("a sex that is neither M nor F nor a filler is told", "[verify][mrz_semantics]") {
  CHECK(Reasons(Judge(PassportWith(20, 'X'), {2010, 1, 1})) == Codes{"sex_not_allowed"});
}

TEST_CASE("the French card is not asked for what it does not have", "[verify][mrz_semantics]") {
  icao::MrzFields fields;
  fields.format = icao::Format::kFraId;
  fields.document_code = "ID";
  fields.issuing_state = "FRA";
  fields.surname = "EXEMPLE";
  fields.given_names = "NORA";
  fields.document_number = "970375E00123";
  fields.birth_date = {1974, 9, 12};
  fields.sex = icao::Sex::kFemale;
  CHECK(Passes(fields));
}

TEST_CASE("without an MRZ nothing has a meaning", "[verify][mrz_semantics][not_performed]") {
  ExhibitMaker maker;
  CHECK(Perform("mrz.semantics", maker.exhibit()).front().outcome == Outcome::kNotPerformed);
}

}  // namespace
}  // namespace chowki::verify
