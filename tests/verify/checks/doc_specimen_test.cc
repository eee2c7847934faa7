#include <catch2/catch.hpp>

#include "verify/exhibit_maker.h"

namespace chowki::verify {
namespace {

using Codes = std::vector<std::string>;

TEST_CASE("a document of a real state without an overprint is no specimen",
          "[verify][doc_specimen][successful]") {
  auto maker = ExhibitMaker::WithMrz(
      {"I<CHEEXAMPLE<<NORA<<<<<<<<<<<<<<<<<<", "D231458907CHE7408122F1204159<<<<<<<6"});
  CHECK(Perform("doc.specimen", maker.exhibit()).front().outcome == Outcome::kSuccessful);
}

TEST_CASE("state UTO is announced and asks for nothing", "[verify][doc_specimen][failing]") {
  auto maker = ExhibitMaker::Passport();
  const auto findings = Perform("doc.specimen", maker.exhibit());
  REQUIRE(Reasons(findings) == Codes{"specimen_state"});
  CHECK(findings[0].outcome == Outcome::kUndetermined);
  CHECK(findings[0].contributes == Contribution::kClear);
  CHECK(findings[0].strength == 0);
  CHECK(findings[0].evidence.at(0).seen == "UTO");
}

TEST_CASE("an overprint is announced where it stands, also without an MRZ",
          "[verify][doc_specimen]") {
  ExhibitMaker maker;
  maker.transcript.overprints.push_back(
      {"SPECIMEN", 0.9, read::Source::kVisual, ToQuad({0.2, 0.3, 0.5, 0.1}), "SPECIMEN"});
  const auto findings = Perform("doc.specimen", maker.exhibit());
  REQUIRE(Reasons(findings) == Codes{"specimen_overprint"});
  CHECK(findings[0].evidence.at(0).region == ToQuad({0.2, 0.3, 0.5, 0.1}));
}

TEST_CASE("where nothing was read nothing is announced", "[verify][doc_specimen][not_performed]") {
  ExhibitMaker maker;
  CHECK(Perform("doc.specimen", maker.exhibit()).front().outcome == Outcome::kNotPerformed);
}

}  // namespace
}  // namespace chowki::verify
