#include <catch2/catch.hpp>

#include "icao/mrz_parse.h"
#include "verify/exhibit_maker.h"

namespace chowki::verify {
namespace {

using Codes = std::vector<std::string>;

const Date kToday{2010, 6, 1};

// The holder of the standard's passport, ERIKSSON ANNA MARIA, on a document of another state.
struct Visa {
  std::string code = "V<";
  std::string name = "ERIKSSON<<ANNA<MARIA";
  std::string number = "L898902C3";
  std::string nationality = "UTO";
  std::string birth = "7408122";  // with its digit
  char sex = 'F';

  [[nodiscard]] std::vector<std::string> Lines() const {
    std::string first = code + "UTO" + name;
    first.resize(44, '<');
    std::string second = number + "6" + nationality + birth + sex + "1204159";
    second.resize(44, '<');
    return {first, second};
  }
};

OtherDocument Read(const std::vector<std::string>& lines) {
  OtherDocument other{"screening-7", ExhibitMaker::WithMrz(lines).transcript.mrz,
                      icao::ParseMrz(lines, kToday).value()};
  other.mrz.glyphs.clear();  // as the journal has it
  return other;
}

std::vector<Finding> With(const Visa& visa, ExhibitMaker maker = ExhibitMaker::Passport()) {
  const std::vector<OtherDocument> others = {Read(visa.Lines())};
  Exhibit exhibit = maker.exhibit();
  exhibit.others = others;
  return Perform("doc.together", exhibit);
}

TEST_CASE("a visa of the passport's holder passes, by every rendering and truncation",
          "[verify][doc_together][successful]") {
  CHECK(Reasons(With({})) == Codes{""});
  CHECK(Reasons(With({.name = "ERIKSSON<<ANNA"})) == Codes{""});
  CHECK(Reasons(With({.name = "ERIKSSON<<MARIA<ANNA"})) == Codes{""});
}

TEST_CASE("a document of another person is told with both names and both dates",
          "[verify][doc_together][failing]") {
  const auto findings = With({.name = "NILAVADHANANANDA<<CHAYAPA", .birth = "8001014"});
  REQUIRE(Reasons(findings) == Codes{"another_person"});
  CHECK(findings[0].outcome == Outcome::kUndetermined);
  CHECK(findings[0].contributes == Contribution::kAttention);
  REQUIRE(findings[0].evidence.size() == 2);
  CHECK(findings[0].evidence[0].seen == "1974-08-12");
  CHECK(findings[0].evidence[0].expected == "1980-01-01 (V UTO screening-7)");
  CHECK(findings[0].evidence[1].seen == "ERIKSSON, ANNA MARIA");
}

TEST_CASE("one value that differs is a reason to look, and no more",
          "[verify][doc_together][failing]") {
  const auto [visa, reason] =
      GENERATE(table<Visa, std::string>({{{.birth = "8001014"}, "birth_date_differs"},
                                         {{.name = "NILAVADHANANANDA<<CHAYAPA"}, "names_differ"},
                                         {{.sex = 'M'}, "sex_differs"},
                                         {{.nationality = "XOM"}, "nationality_differs"}}));
  const auto findings = With(visa);
  CHECK(Reasons(findings) == Codes{reason});
  CHECK(findings[0].contributes == Contribution::kAttention);
}

TEST_CASE("what has an innocent reason contributes nothing", "[verify][doc_together]") {
  const auto [visa, reason] =
      GENERATE(table<Visa, std::string>({{{.name = "ERICSON<<ANNA<MARIA"}, "spelled_otherwise"},
                                         {{.name = "LINDQVIST<<ANNA<MARIA"}, "spelled_otherwise"},
                                         {{.number = "123456789"}, "passport_number_not_named"}}));
  const auto findings = With(visa);
  CHECK(Reasons(findings) == Codes{reason});
  CHECK(findings[0].contributes == Contribution::kClear);
}

TEST_CASE("people of two nationalities have two passports", "[verify][doc_together][successful]") {
  CHECK(Reasons(With({.code = "P<", .number = "X12345678", .nationality = "XOM"})) == Codes{""});
}

TEST_CASE("a digit that does not hold or a doubtful reading makes no contradiction",
          "[verify][doc_together]") {
  CHECK(Reasons(With({.birth = "8001019"})) == Codes{"doubtful_characters"});
  auto maker = ExhibitMaker::Passport();
  maker.Confidence(1, 14, 0.5);
  CHECK(Reasons(With({.birth = "8001014"}, std::move(maker))) == Codes{"doubtful_characters"});
  OtherDocument unsure = Read(Visa{.birth = "8001014"}.Lines());
  unsure.mrz.certain = false;
  auto passport = ExhibitMaker::Passport();
  Exhibit exhibit = passport.exhibit();
  exhibit.others = {&unsure, 1};
  CHECK(Reasons(Perform("doc.together", exhibit)) == Codes{"doubtful_characters"});
}

TEST_CASE("a document alone has nothing beside it", "[verify][doc_together][not_performed]") {
  auto passport = ExhibitMaker::Passport();
  CHECK(Reasons(Perform("doc.together", passport.exhibit())) == Codes{"no_other_document"});
  CHECK(Reasons(With({}, ExhibitMaker())) == Codes{"no_mrz"});
}

}  // namespace
}  // namespace chowki::verify
