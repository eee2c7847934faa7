// A check is complete when it has its line, its file, and a test with the three cases that matter.

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>

#include <catch2/catch.hpp>

namespace {

namespace fs = std::filesystem;

const fs::path kRoot = CHOWKI_SOURCE_DIR;

std::string Text(const fs::path& file) {
  std::ifstream in(file);
  REQUIRE(in.good());
  return {std::istreambuf_iterator<char>(in), {}};
}

std::set<std::string> CatalogueFiles() {
  static const std::regex kEntry(R"(^ENTRY\(([a-z0-9_]+),)");
  std::ifstream in(kRoot / "src/verify/catalogue.inc");
  std::set<std::string> files;
  for (std::string line; std::getline(in, line);) {
    std::smatch match;
    if (std::regex_search(line, match, kEntry)) CHECK(files.insert(match[1]).second);
  }
  return files;
}

TEST_CASE("every check has a successful, a failing and a not-performed test", "[architecture]") {
  const std::set<std::string> checks = CatalogueFiles();
  REQUIRE_FALSE(checks.empty());
  for (const std::string& check : checks) {
    INFO(check);
    const std::string test = Text(kRoot / "tests/verify/checks" / (check + "_test.cc"));
    for (const char* tag : {"[successful]", "[failing]", "[not_performed]"}) {
      INFO(tag);
      CHECK(test.find(tag) != std::string::npos);
    }
  }
}

TEST_CASE("every file in checks/ has its line in the catalogue", "[architecture]") {
  std::set<std::string> files;
  for (const auto& entry : fs::directory_iterator(kRoot / "src/verify/checks")) {
    files.insert(entry.path().stem().string());
  }
  CHECK(files == CatalogueFiles());
}

}  // namespace
