// Holds docs/findings.md against the catalogue: every check has its section, every reason its row,
// and no row speaks of a reason that nothing gives.

#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>

#include <catch2/catch.hpp>

#include "verify/verify.h"

namespace chowki::verify {
namespace {

using Sections = std::map<std::string, std::set<std::string>>;  // check id -> reasons

constexpr const char* kAnyCheck = "Any check";

// A row is | `reason` | cause | what the officer does |, each cell with text.
Sections Documented() {
  static const std::regex kHeading(R"(## `?([A-Za-z0-9_. ]+?)`?)");
  static const std::regex kRow(R"(\| `([a-z0-9_]+)` \| [^|]+ \| [^|]+ \|)");
  std::ifstream in(CHOWKI_SOURCE_DIR "/docs/findings.md");
  REQUIRE(in.good());
  Sections sections;
  std::string section;
  for (std::string line; std::getline(in, line);) {
    std::smatch match;
    if (std::regex_match(line, match, kHeading)) {
      section = match[1];
      sections[section] = {};
    } else if (std::regex_match(line, match, kRow)) {
      INFO(line);
      CHECK(sections[section].insert(match[1]).second);
    }
  }
  return sections;
}

Sections Declared() {
  Sections sections;
  for (const CatalogueEntry& entry : Catalogue()) {
    for (const std::string_view reason : entry.check->reasons) {
      sections[std::string(entry.id)].insert(std::string(reason));
    }
  }
  sections[kAnyCheck] = {std::string(kCheckBroke)};
  return sections;
}

TEST_CASE("every finding has its row on the page, and the page has no others", "[verify][docs]") {
  const Sections documented = Documented();
  const Sections declared = Declared();
  for (const auto& [check, reasons] : declared) {
    INFO(check);
    REQUIRE(documented.count(check) == 1);
    CHECK(documented.at(check) == reasons);
  }
  for (const auto& [section, reasons] : documented) {
    INFO(section);
    CHECK((reasons.empty() || declared.count(section) == 1));
  }
}

}  // namespace
}  // namespace chowki::verify
