#include <catch2/catch.hpp>

#include "verify/exhibit_maker.h"

namespace chowki::verify {
namespace {

using Codes = std::vector<std::string>;

TEST_CASE("an MRZ that was read is found", "[verify][mrz_found][successful]") {
  auto maker = ExhibitMaker::Passport();
  CHECK(Perform("mrz.found", maker.exhibit()).front().outcome == Outcome::kSuccessful);
}

TEST_CASE("a page without an MRZ, or with one that cannot be read, asks for a look",
          "[verify][mrz_found][failing]") {
  ExhibitMaker maker;
  const auto absent = Perform("mrz.found", maker.exhibit());
  REQUIRE(Reasons(absent) == Codes{"mrz_absent"});
  CHECK(absent[0].outcome == Outcome::kUndetermined);
  CHECK(absent[0].contributes == Contribution::kAttention);

  maker.transcript.mrz.status = read::MrzStatus::kUnreadable;
  maker.transcript.mrz.region = ToQuad({0.1, 0.8, 0.8, 0.1});
  const auto unreadable = Perform("mrz.found", maker.exhibit());
  REQUIRE(Reasons(unreadable) == Codes{"mrz_unreadable"});
  CHECK(unreadable[0].contributes == Contribution::kAttention);
  CHECK(unreadable[0].evidence.at(0).region == ToQuad({0.1, 0.8, 0.8, 0.1}));
}

TEST_CASE("without an image nothing can be found", "[verify][mrz_found][not_performed]") {
  ExhibitMaker maker;
  const auto findings = Perform("mrz.found", maker.NoImage().exhibit());
  CHECK(findings.front().outcome == Outcome::kNotPerformed);
}

}  // namespace
}  // namespace chowki::verify
