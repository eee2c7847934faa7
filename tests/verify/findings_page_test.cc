// Holds docs/findings.md against the catalogue: every check has its section, every reason its row,
// and no row speaks of a reason that nothing gives.

#include <set>
#include <string>

#include <catch2/catch.hpp>

#include "verify/explanation.h"
#include "verify/verify.h"

namespace chowki::verify {
namespace {

using Reasons = std::set<std::string_view>;

Reasons ReasonsOf(const CheckExplanation& section) {
  Reasons reasons;
  for (const auto& [reason, explanation] : section.reasons) reasons.insert(reason);
  return reasons;
}

TEST_CASE("every finding has its row on the page, and the page has no others", "[verify][docs]") {
  std::map<std::string_view, Reasons> declared = {{kAnyCheck, {kCheckBroke}}};
  for (const CatalogueEntry& entry : Catalogue()) {
    declared[entry.id] = {entry.check->reasons.begin(), entry.check->reasons.end()};
  }
  for (const auto& [check, reasons] : declared) {
    INFO(check);
    REQUIRE(FindingsPage().contains(check));
    CHECK(ReasonsOf(FindingsPage().at(check)) == reasons);
  }
  for (const auto& [section, explanation] : FindingsPage()) {
    INFO(section);
    CHECK((explanation.reasons.empty() || declared.contains(section)));
  }
}

TEST_CASE("every check has a title behind its id: \"## `a.check`: What it looks at\"",
          "[verify][docs]") {
  for (const CatalogueEntry& entry : Catalogue()) {
    INFO(entry.id);
    CHECK_FALSE(TitleOf(entry.id).empty());
  }
}

TEST_CASE("a reason is explained by its check's section or by that of any check", "[verify]") {
  const Explanation* wrong = Explain("mrz.check_digits", "birth_date_digit_wrong");
  REQUIRE(wrong != nullptr);
  CHECK(wrong->cause == "The same for the date of birth. Refers.");
  CHECK(wrong->action.starts_with("Second line:"));
  CHECK(Explain("mrz.check_digits", kCheckBroke) != nullptr);
  CHECK(Explain("mrz.check_digits", "never_heard_of") == nullptr);
  CHECK(Explain("no.check", "birth_date_digit_wrong") == nullptr);
  CHECK(TitleOf("no.check").empty());
}

TEST_CASE("a page is read section by section", "[verify]") {
  const auto page = ParseFindingsPage(
      "# Title\n| `early` | before | any section |\n\n## `a.b`: What a: does\n\n| reason | cause | "
      "x |\n"
      "| --- | --- | --- |\n| `one` | cause `x`; more | act |\n| `half` | no action |\n## plain\n");
  REQUIRE(page.ok());
  REQUIRE(page->size() == 2);
  const CheckExplanation& check = page->at("a.b");
  CHECK(check.title == "What a: does");
  REQUIRE(check.reasons.size() == 1);
  CHECK(check.reasons.at("one").cause == "cause `x`; more");
  CHECK(check.reasons.at("one").action == "act");
  CHECK(page->at("plain").title.empty());
}

TEST_CASE("rows and sections that are there twice are refused", "[verify]") {
  CHECK_FALSE(ParseFindingsPage("## a\n## a\n").ok());
  CHECK_FALSE(ParseFindingsPage("## a\n| `r` | b | c |\n| `r` | d | e |\n").ok());
}

}  // namespace
}  // namespace chowki::verify
