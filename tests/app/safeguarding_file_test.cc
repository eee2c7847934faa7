#include "app/safeguarding_file.h"

#include <fstream>

#include <catch2/catch.hpp>

#include "associate/crossing.h"
#include "support/temp_folder.h"

namespace chowki::app {
namespace {

constexpr char kWhole[] = R"([[contact]]
role = "child_protection"
name = "Utopian Child Help"
telephone = "+00 1"
languages = ["en"]
hours = "always"

[[contact]]
role = "victim_support"
name = "Shelter"
telephone = "+00 2"

[[allowance]]
kind = "escort"
issuing_state = "UTO"
document_code = "P"
document_number = "L898902C3"
last_day = 2026-12-31
author = "supervisor"
reason = "teacher"

[[allowance]]
kind = "contact"
contact = "+00 111 1111"
last_day = 2026-12-31
author = "supervisor"
reason = "agency"

[[travel_time]]
posts = ["a", "b"]
shortest_min = 180

[[emergency]]
name = "flood"
first_day = 2026-10-01
last_day = 2026-12-31
author = "authority"
legal_basis = "act"
posts = ["a"]
leaving = "out"
[[emergency.child]]
surname = "ERIKSSON"
given_names = "ANNA"
birth = "2016-08-XX"
adult = [{ surname = "ERIKSSON", given_names = "MARIA", birth = "1984-02-03" }]
)";

std::string Objection(const std::string& text) {
  const auto file = ParseSafeguarding(text, "f.toml");
  return file.ok() ? "" : Message(file.status());
}

std::string With(const std::string& what, const std::string& instead) {
  std::string text = kWhole;
  const auto at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), instead);
}

TEST_CASE("a post's file says whom to call, who is allowed, how far and what is declared",
          "[app]") {
  const auto file = ParseSafeguarding(kWhole, "f.toml");
  INFO((file.ok() ? "" : Message(file.status())));
  REQUIRE(file.ok());
  REQUIRE(file->contacts.size() == 2);
  CHECK(
      file->contacts[0] ==
      safeguard::PostContact{"child_protection", "Utopian Child Help", "+00 1", {"en"}, "always"});
  REQUIRE(file->setting.allowances.size() == 2);
  associate::Traveller teacher;
  teacher.issuing_state = "UTO";
  teacher.document_code = "P";
  teacher.document_number = "L898902C3";
  CHECK(file->setting.allowances[0].value == associate::DocumentText(teacher));
  CHECK(file->setting.travel_times.Between("b", "a") == std::chrono::minutes(180));
  REQUIRE(file->setting.emergencies.size() == 1);
  const auto& child = file->setting.emergencies[0].tracing_list.at(0);
  CHECK(child.birth == PartialDate{2016, 8, 0});
  CHECK(child.adults.at(0).given_names == "MARIA");
}

TEST_CASE("what is wrong in a post's file is told with its line", "[app]") {
  CHECK(Objection("") == "");
  CHECK(Objection("[[contact]\n").find("f.toml:1:") == 0);
  CHECK(Objection("contact = 1\n").find("list of tables") != std::string::npos);
  CHECK(Objection("[[contacts]]\nrole = 'x'\n").find("no contacts here") != std::string::npos);
  CHECK(Objection(With("\"child_protection\"", "\"friend\"")).find("f.toml:1: role") == 0);
  CHECK(Objection(With("hours", "hour")).find("f.toml:6: there is no hour here") == 0);
  CHECK(Objection(With("name = \"Shelter\"\n", "")).find("name is missing") != std::string::npos);
  CHECK(Objection(With("[\"en\"]", "\"en\"")).find("languages") != std::string::npos);
  CHECK(Objection(With("\"escort\"", "\"cousin\"")).find("kind is 'cousin'") != std::string::npos);
  CHECK(Objection(With("+00 111 1111", "+0")).find("too short") != std::string::npos);
  CHECK(Objection(With("last_day = 2026-12-31", "last_day = \"soon\"")).find("last_day") !=
        std::string::npos);
  CHECK(Objection(With("[\"a\", \"b\"]", "[\"a\"]")).find("two expected") != std::string::npos);
  CHECK(Objection(With("180", "0")).find("travel time") != std::string::npos);
  CHECK(Objection(With("legal_basis = \"act\"\n", "")).find("legal_basis") != std::string::npos);
  CHECK(Objection(With("first_day = 2026-10-01", "first_day = 2025-10-01")).find("183") !=
        std::string::npos);
  CHECK(Objection(With("leaving = \"out\"", "leaving = \"up\"")).find("leaving") !=
        std::string::npos);
  CHECK(Objection(With("2016-08-XX", "August")).find("birth") != std::string::npos);
}

TEST_CASE("what somebody has to see to is told before it ends", "[app]") {
  const auto file = ParseSafeguarding(kWhole, "f.toml");
  REQUIRE(file.ok());
  CHECK(WhatIsMissing(*file, {2026, 12, 16}).empty());
  CHECK(WhatIsMissing(*file, {2026, 12, 17}).size() == 3);
  CHECK(WhatIsMissing(*file, {2027, 1, 1})[0] == "emergency flood has ended on 2026-12-31");
  CHECK(WhatIsMissing({}, {2026, 12, 1}).size() == 2);
}

TEST_CASE("the sample file of the packages is read, with its comments taken away", "[app]") {
  std::ifstream in(CHOWKI_SOURCE_DIR "/tools/packaging/safeguarding.toml");
  std::string text;
  for (std::string line; std::getline(in, line);) {
    text += (line.starts_with("#") && !line.starts_with("# ") ? line.substr(1) : line) + '\n';
  }
  CHECK(Objection(text) == "");
  CHECK(ParseSafeguarding(text, "f.toml")->setting.emergencies.size() == 1);
}

TEST_CASE("a file that is not there, or far too large, is told by its name", "[app]") {
  const test::TempFolder folder;
  CHECK(Message(LoadSafeguarding(folder / "none.toml").status()).find("none.toml") !=
        std::string::npos);
  std::ofstream(folder / "large.toml") << "#";
  std::filesystem::resize_file(folder / "large.toml", (8u << 20) + 1);
  CHECK(Message(LoadSafeguarding(folder / "large.toml").status()).find("large.toml") !=
        std::string::npos);
}

}  // namespace
}  // namespace chowki::app
