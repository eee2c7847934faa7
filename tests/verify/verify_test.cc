#include "verify/verify.h"

#include <algorithm>
#include <new>
#include <set>

#include <catch2/catch.hpp>

#include "verify/catalogue.h"
#include "verify/exhibit_maker.h"
#include "verify/outcome.h"

namespace chowki::verify {
namespace {

Contribution Most(const std::vector<Finding>& findings) {
  Contribution most = Contribution::kClear;
  for (const Finding& finding : findings) most = std::max(most, finding.contributes);
  return most;
}

TEST_CASE("ids stand once in the catalogue and lead to their checks", "[verify]") {
  std::set<std::string_view> ids;
  for (const CatalogueEntry& entry : Catalogue()) {
    CHECK(ids.insert(entry.id).second);
    CHECK(FindCheck(entry.id)->check == entry.check);
    CHECK_FALSE(entry.check->reasons.empty());
  }
  CHECK(FindCheck("mrz.nonsense") == nullptr);
  CHECK(MandatoryChecks() == std::vector<std::string>{"img.quality", "mrz.found", "mrz.format",
                                                      "mrz.check_digits", "mrz.semantics"});
}

TEST_CASE("a valid specimen asks for nothing", "[verify]") {
  auto maker = ExhibitMaker::Passport();
  const auto findings = Verify(maker.exhibit());
  CHECK(Most(findings) == Contribution::kClear);
  const auto announced =
      std::count_if(findings.begin(), findings.end(),
                    [](const Finding& finding) { return finding.reason == "specimen_state"; });
  CHECK(announced == 1);
}

TEST_CASE("every check is heard in the order of the catalogue", "[verify]") {
  std::vector<std::string_view> all;
  for (const CatalogueEntry& entry : Catalogue()) all.push_back(entry.id);
  ExhibitMaker nothing;
  auto forged = ExhibitMaker::WithMrz(PassportWith(13, '8'));
  for (ExhibitMaker* maker : {&nothing, &forged}) {
    std::vector<std::string_view> heard;
    for (const Finding& finding : Verify(maker->exhibit())) {
      const CatalogueEntry* entry = FindCheck(finding.check);
      REQUIRE(entry != nullptr);
      if (heard.empty() || heard.back() != entry->id) heard.push_back(entry->id);
    }
    CHECK(heard == all);
  }
}

TEST_CASE("a mandatory check that was not performed asks for a look", "[verify]") {
  ExhibitMaker maker;
  for (const Finding& finding : Verify(maker.exhibit())) {
    INFO(finding.check);
    if (finding.outcome != Outcome::kNotPerformed) continue;
    CHECK((finding.contributes == Contribution::kAttention) == FindCheck(finding.check)->mandatory);
  }
}

TEST_CASE("a check that breaks is aborted, asks for a look and leaves the others alone",
          "[verify]") {
  const auto breaks = [](const Exhibit&) -> std::vector<Finding> { throw std::bad_alloc(); };
  const auto passes = [](const Exhibit&) { return std::vector{Successful()}; };
  const Check broken{breaks, {}};
  const Check sound{passes, {}};
  const CatalogueEntry entries[] = {{"x.broken", "IR-AB-MR", false, true, &broken},
                                    {"x.sound", "", false, false, &sound}};
  auto maker = ExhibitMaker::Passport();
  const auto findings = Verify(maker.exhibit(), entries);
  REQUIRE(findings.size() == 2);
  CHECK(findings[0].outcome == Outcome::kAborted);
  CHECK(findings[0].reason == kCheckBroke);
  CHECK(findings[0].contributes == Contribution::kAttention);
  CHECK(findings[0].check == "x.broken");
  CHECK(findings[0].generic_id == "IR-AB-MR");
  CHECK(findings[0].silent);
  CHECK(findings[1].outcome == Outcome::kSuccessful);
}

TEST_CASE("an altered digit refers", "[verify]") {
  auto maker = ExhibitMaker::WithMrz(PassportWith(13, '8'));
  CHECK(Most(Verify(maker.exhibit())) == Contribution::kRefer);
}

TEST_CASE("outcomes and contributions have the names of the interface", "[verify]") {
  CHECK(Name(Outcome::kSuccessful) == "successful");
  CHECK(Name(Outcome::kFailed) == "failed");
  CHECK(Name(Outcome::kUndetermined) == "undetermined");
  CHECK(Name(Outcome::kNotSupported) == "not_supported");
  CHECK(Name(Outcome::kNotPerformed) == "not_performed");
  CHECK(Name(Outcome::kAborted) == "aborted");
  CHECK(Name(Contribution::kClear) == "clear");
  CHECK(Name(Contribution::kAttention) == "attention");
  CHECK(Name(Contribution::kRefer) == "refer");
}

}  // namespace
}  // namespace chowki::verify
