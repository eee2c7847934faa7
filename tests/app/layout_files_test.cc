#include "app/layout_files.h"

#include <catch2/catch.hpp>

#include "app/model_directory.h"
#include "icao/country.h"

namespace chowki::app {
namespace {

constexpr std::string_view kGood = R"(page = "TD3"
issuers = ["UTO"]
document_code = "P"
without_text = [[5, 17, 34, 43]]
[values]
surname = [42, 22, 79, 4]
)";

std::string Fault(std::string_view text) {
  const auto layout = ParseLayout(text, "x");
  return layout.ok() ? "" : std::string(Message(layout.status()));
}

TEST_CASE("a layout is read from its text", "[app]") {
  const auto layout = ParseLayout(kGood, "uto-passport");
  REQUIRE(layout.ok());
  CHECK(layout->name == "uto-passport");
  CHECK(layout->size == locate::PageSize::kId3);
  CHECK(layout->issuers == std::vector<std::string>{"UTO"});
  CHECK(layout->document_code == "P");
  CHECK(layout->values.at(read::VisualField::kSurname) == Rect{42, 22, 79, 4});
  CHECK(layout->without_text == std::vector<Rect>{{5, 17, 34, 43}});
}

TEST_CASE("a broken layout is told with its line", "[app]") {
  CHECK(Fault("page = \"TD3\"\n[values]\nsurnam = [1, 1, 1, 1]\n") ==
        "x.toml:3: no field \"surnam\"");
  CHECK(Fault("page = \"TD4\"\n") == "x.toml:1: page is TD1, TD1-front, TD2, TD3, MRVA or MRVB");
  CHECK(Fault("page = \"TD3\"\n[values]\nsurname = [1, 1, 1]\n") ==
        "x.toml:3: a rectangle is [left, top, width, height] in mm");
  CHECK(Fault("page = \"TD3\"\n[values]\nsurname = [1, 1, 0, 5]\n") ==
        "x.toml:3: a rectangle is [left, top, width, height] in mm");
  CHECK(Fault("page = \"TD3\"\n[values]\nsurname = [100, 1, 60, 5]\n").find("leaves the page") !=
        std::string::npos);
  CHECK(Fault("page = \"TD3\"\ncolour = 1\n") == "x.toml:2: no setting \"colour\"");
  CHECK(Fault("[values]\nsurname = [1, 1, 1, 1]\n").find("page is missing") != std::string::npos);
  CHECK(Fault("page = \"TD3\"\n").find("says nothing") != std::string::npos);
  CHECK(Fault("page = \n").substr(0, 9) == "x.toml:1:");
}

TEST_CASE("the layouts that come with chowki are good", "[app]") {
  const auto models = FindModelDirectory(std::nullopt);
  REQUIRE(models.ok());
  const auto layouts = LoadLayouts(*models);
  REQUIRE(layouts.ok());
  CHECK(layouts->size() >= 5);
  const auto of_state = read::LayoutsFor(*layouts, locate::PageSize::kId3, "UTO", "P");
  REQUIRE_FALSE(of_state.empty());
  CHECK(of_state.front()->issuers == std::vector<std::string>{"UTO"});
  for (const auto* layout : read::LayoutsFor(*layouts, locate::PageSize::kId3, "D", "P")) {
    CHECK(layout->issuers.empty());
  }
}

}  // namespace
}  // namespace chowki::app
