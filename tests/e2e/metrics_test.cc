// What docs/operating.md says of metrics, held against the program and its sources.

#include <algorithm>
#include <filesystem>
#include <regex>
#include <set>
#include <thread>

#include <catch2/catch.hpp>
#include <signal.h>

#include "e2e/running_checkpoint.h"

namespace chowki::e2e {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

std::set<std::string> FirstGroups(const std::string& text, const std::regex& pattern) {
  std::set<std::string> found;
  for (std::sregex_iterator it(text.begin(), text.end(), pattern), end; it != end; ++it) {
    found.insert((*it)[1].str());
  }
  return found;
}

std::set<std::string> Explained() {
  return FirstGroups(test::ReadText(fs::path(CHOWKI_SOURCE_DIR) / "docs/operating.md"),
                     std::regex(R"(\n\| `(chowki_[a-z_]+)` \| [^|]*\| [^|]{10,} \|)"));
}

TEST_CASE("every metric that the sources count is explained, and no other", "[e2e]") {
  const std::regex counted(R"re((?:Count|Set|ObserveSeconds)\(\s*"(chowki_[a-z]+_[a-z_]+)")re");
  std::set<std::string> in_sources;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(CHOWKI_SOURCE_DIR) / "src")) {
    if (entry.path().extension() == ".cc") {
      in_sources.merge(FirstGroups(test::ReadText(entry.path()), counted));
    }
  }
  CHECK(in_sources == Explained());
}

TEST_CASE("every metric of a running post is explained", "[e2e]") {
  Site site;
  const fs::path file = site.folder() / "chowki.prom";
  site.Start({"metrics.file=" + file.string(), "metrics.period_s=1"});
  CHECK_FALSE(
      Screen(*site.As(pki::Role::kKiosk), RequestFor("no image", NewRequestId())).status.ok());
  std::string text;
  const auto give_up = std::chrono::steady_clock::now() + 30s;
  while (text.find("chowki_service_calls_total") == std::string::npos &&
         std::chrono::steady_clock::now() < give_up) {
    std::this_thread::sleep_for(100ms);
    text = test::ReadText(file);
  }
  const auto told = FirstGroups(text, std::regex(R"(# TYPE (\w+) )"));
  CHECK(told.size() >= 8);
  CHECK(told.contains("chowki_service_upload_bytes"));
  const auto explained = Explained();
  for (const std::string& metric : told) {
    INFO(metric);
    CHECK(explained.contains(metric));
  }
  CHECK(site.Stop(SIGTERM) == 0);
}

}  // namespace
}  // namespace chowki::e2e
