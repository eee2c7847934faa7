#include <catch2/catch.hpp>

#include "verify/exhibit_maker.h"

namespace chowki::verify {
namespace {

using Codes = std::vector<std::string>;

// The standard's passport with values of its visual zone, all surely read.
ExhibitMaker WithVisual(const std::map<std::string, std::string>& values) {
  auto maker = ExhibitMaker::Passport();
  double y = 0.1;
  for (const auto& [field, value] : values) {
    maker.transcript.visual[field] = {value, 0.84, read::Source::kVisual,
                                      ToQuad({0.4, y, 0.3, 0.05}), value};
    y += 0.1;
  }
  return maker;
}

TEST_CASE("values that agree in both zones pass", "[verify][mrz_visual][successful]") {
  auto maker = WithVisual({{"surname", "ERIKSSON"},
                           {"given_names", "ANNA MARIA"},
                           {"document_number", "L898902C3"},
                           {"birth_date", "1974-08-12"},
                           {"expiry_date", "2012-04-15"},
                           {"sex", "F"}});
  const auto findings = Perform("mrz.visual", maker.exhibit());
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].outcome == Outcome::kSuccessful);
}

TEST_CASE("numbers and dates that differ refer, with both places",
          "[verify][mrz_visual][failing]") {
  const auto [field, value, reason] = GENERATE(table<std::string, std::string, std::string>(
      {{"document_number", "L898902C8", "document_number_differs"},
       {"birth_date", "1994-08-12", "birth_date_differs"},
       {"expiry_date", "2018-04-15", "expiry_date_differs"}}));
  auto maker = WithVisual({{field, value}});
  const auto findings = Perform("mrz.visual", maker.exhibit());
  REQUIRE(Reasons(findings) == Codes{reason});
  CHECK(findings[0].outcome == Outcome::kFailed);
  CHECK(findings[0].contributes == Contribution::kRefer);
  REQUIRE(findings[0].evidence.size() == 2);
  CHECK(findings[0].evidence[1].seen == value);
  CHECK(findings[0].evidence[0].expected == value);
  CHECK(findings[0].evidence[0].seen == findings[0].evidence[1].expected);
  CHECK(findings[0].evidence[1].region == maker.transcript.visual[field].region);
}

TEST_CASE("a number that was cut a character elsewhere was misread, not altered",
          "[verify][mrz_visual]") {
  const auto number =
      GENERATE(as<std::string>(), "898902C31", "98902C3XY", "1L898902C", "NOL898902", "L898902C");
  const auto findings = Perform("mrz.visual", WithVisual({{"document_number", number}}).exhibit());
  CHECK(Reasons(findings) == Codes{"visual_value_doubtful"});
  CHECK(findings[0].contributes == Contribution::kClear);
}

TEST_CASE("names and states that differ are a reason to look", "[verify][mrz_visual][failing]") {
  auto maker = WithVisual({{"surname", "ERIKSTON"}, {"given_names", "ANNE MARIE"}, {"sex", "M"}});
  const auto findings = Perform("mrz.visual", maker.exhibit());
  CHECK(Reasons(findings) == Codes{"surname_differs", "given_names_differ", "sex_differs"});
  for (const Finding& finding : findings) {
    CHECK(finding.outcome == Outcome::kUndetermined);
    CHECK(finding.contributes == Contribution::kAttention);
  }
}

TEST_CASE("another name altogether counts when both names are others", "[verify][mrz_visual]") {
  auto one = WithVisual({{"surname", "HOLMBERG"}, {"given_names", "ANNA MARIA"}});
  CHECK(Reasons(Perform("mrz.visual", one.exhibit())) == Codes{"visual_value_doubtful"});
  auto both = WithVisual({{"surname", "HOLMBERG"}, {"given_names", "KERSTIN"}});
  CHECK(Reasons(Perform("mrz.visual", both.exhibit())) ==
        Codes{"surname_differs", "given_names_differ"});
}

TEST_CASE("another name alone counts where all else on the page is read as the MRZ has it",
          "[verify][mrz_visual][failing]") {
  std::map<std::string, std::string> values = {{"surname", "HOLMBERG"},
                                               {"given_names", "ANNA MARIA"},
                                               {"document_number", "L898902C3"},
                                               {"birth_date", "1974-08-12"},
                                               {"expiry_date", "2012-04-15"}};
  CHECK(Reasons(Perform("mrz.visual", WithVisual(values).exhibit())) == Codes{"surname_differs"});
  SECTION("but not a word of another value") { values["surname"] = "MARIA"; }
  SECTION("nor a label misread") { values["surname"] = "SUMAME"; }
  SECTION("nor a title") { values["surname"] = "MAG"; }
  SECTION("nor beside another difference") { values["birth_date"] = "1974-08-13"; }
  SECTION("nor where little else was read") {
    values.erase("birth_date");
    values.erase("document_number");
  }
  const auto findings = Perform("mrz.visual", WithVisual(values).exhibit());
  CHECK(findings.front().reason == "visual_value_doubtful");
}

TEST_CASE("a month is no nationality", "[verify][mrz_visual]") {
  CHECK(Reasons(Perform("mrz.visual", WithVisual({{"nationality", "MAR"}}).exhibit())) ==
        Codes{"visual_value_doubtful"});
  CHECK(Reasons(Perform("mrz.visual", WithVisual({{"nationality", "CAN"}}).exhibit())) ==
        Codes{"nationality_differs"});
}

TEST_CASE("the letter that an apostrophe swallowed is no alteration", "[verify][mrz_visual]") {
  auto maker = ExhibitMaker::WithMrz({"P<UTOODONOGHUE<<ANNA<<<<<<<<<<<<<<<<<<<<<<<<",
                                      "L898902C36UTO7408122F1204159ZE184226B<<<<<10"});
  maker.transcript.visual["surname"] = {"'DONOGHUE", 0.84, read::Source::kVisual,
                                        ToQuad({0.4, 0.1, 0.3, 0.05}), "'DONOGHUE"};
  CHECK(Reasons(Perform("mrz.visual", maker.exhibit())) == Codes{"visual_value_doubtful"});
}

TEST_CASE("letters altered beside marks and signs are no other name", "[verify][mrz_visual]") {
  auto maker = ExhibitMaker::WithMrz({"P<UTOPENARANDA<<JORG<<<<<<<<<<<<<<<<<<<<<<<<",
                                      "L898902C36UTO7408122F1204159ZE184226B<<<<<10"});
  maker.transcript.visual["surname"] = {"PZÑARANTA", 0.84, read::Source::kVisual, {}, "PZÑARANTA"};
  CHECK(Reasons(Perform("mrz.visual", maker.exhibit())) == Codes{"surname_differs"});
  // A word that was not read is no alteration.
  maker.transcript.visual["surname"] = {"RANDA", 0.84, read::Source::kVisual, {}, "RANDA"};
  CHECK(Reasons(Perform("mrz.visual", maker.exhibit())) == Codes{"visual_value_doubtful"});
}

TEST_CASE("a legal rendering of a name is no difference", "[verify][mrz_visual][successful]") {
  auto maker = ExhibitMaker::WithMrz({"P<UTOMUELLER<<JOERG<<<<<<<<<<<<<<<<<<<<<<<<<",
                                      "L898902C36UTO7408122F1204159ZE184226B<<<<<10"});
  maker.transcript.visual["surname"] = {"MÜLLER", 0.98, read::Source::kVisual, {}, "MÜLLER"};
  maker.transcript.visual["given_names"] = {"JÖRG", 0.98, read::Source::kVisual, {}, "JÖRG"};
  CHECK(Perform("mrz.visual", maker.exhibit()).front().outcome == Outcome::kSuccessful);
}

TEST_CASE("a difference between doubtful readings says nothing against the document",
          "[verify][mrz_visual]") {
  auto maker = WithVisual({{"document_number", "L898902C8"}});
  SECTION("the print may be misread") {
    maker.transcript.visual["document_number"].confidence = 0.6;
  }
  SECTION("the MRZ may be misread") { maker.Confidence(1, 3, 0.4); }
  const auto findings = Perform("mrz.visual", maker.exhibit());
  REQUIRE(Reasons(findings) == Codes{"visual_value_doubtful"});
  CHECK(findings[0].contributes == Contribution::kClear);
}

TEST_CASE("a number that is likely, and not surely, read asks for attention only",
          "[verify][mrz_visual]") {
  auto maker = WithVisual({{"document_number", "L898902C8"}});
  maker.transcript.visual["document_number"].confidence = 0.78;
  const auto findings = Perform("mrz.visual", maker.exhibit());
  REQUIRE(Reasons(findings) == Codes{"document_number_differs"});
  CHECK(findings[0].contributes == Contribution::kAttention);
}

TEST_CASE("a visa's MRZ may have the passport's number", "[verify][mrz_visual][not_performed]") {
  auto maker = ExhibitMaker::WithMrz(
      {"V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "L898902C<3UTO6908061F9406236ZE184226"});
  maker.transcript.visual["document_number"] = {
      "K77120034", 0.99, read::Source::kVisual, {}, "K77120034"};
  CHECK(Reasons(Perform("mrz.visual", maker.exhibit())) == Codes{"nothing_to_compare"});
}

TEST_CASE("a visa's number that is its MRZ's but for a character was altered",
          "[verify][mrz_visual][failing]") {
  auto maker = ExhibitMaker::WithMrz(
      {"V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "L898902C<3UTO6908061F9406236ZE184226"});
  maker.transcript.visual["document_number"] = {
      "L898402C", 0.84, read::Source::kVisual, {}, "L898402C"};
  const auto findings = Perform("mrz.visual", maker.exhibit());
  REQUIRE(Reasons(findings) == Codes{"document_number_differs"});
  CHECK(findings[0].contributes == Contribution::kRefer);
}

TEST_CASE("without both zones nothing is compared", "[verify][mrz_visual][not_performed]") {
  ExhibitMaker nothing;
  CHECK(Reasons(Perform("mrz.visual", nothing.exhibit())) == Codes{"no_mrz"});
  auto passport = ExhibitMaker::Passport();
  CHECK(Reasons(Perform("mrz.visual", passport.exhibit())) == Codes{"nothing_to_compare"});
}

}  // namespace
}  // namespace chowki::verify
