#include <vector>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "support/program.h"
#include "support/temp_folder.h"

namespace chowki::test {
namespace {

using Json = nlohmann::json;

std::vector<Json> Objects(const std::string& lines) {
  std::vector<Json> objects;
  for (const std::string& line : Split(lines, '\n')) {
    if (!line.empty()) objects.push_back(Json::parse(line));
  }
  return objects;
}

// The sample list, built once a test.
struct Fixture {
  TempFolder folder;
  std::string list = (folder / "list.db").string();
  Fixture() {
    const std::string sample = std::string(CHOWKI_SOURCE_DIR) + "/watchlists/sample.csv";
    REQUIRE(Run(CHOWKI_PROGRAM,
                {"list", "build", "--out", list, "--list", "demo", "--from", "csv:" + sample})
                .status == 0);
  }
  ProgramRun Match(const std::string& queries, std::vector<std::string> more = {}) const {
    more.insert(more.begin(), {"match", "--list", list});
    return Run(CHOWKI_PROGRAM, more, queries);
  }
};

TEST_CASE_METHOD(Fixture, "match answers each query by its id, with what to do about a hit",
                 "[app]") {
  const Json wanted = {{"id", "w"},
                       {"surname", "HALVORSEN TJELD"},
                       {"given_names", "ODDVAR BRANN"},
                       {"birth_date", "1969-03-27"},
                       {"sex", "M"},
                       {"nationality", "UTO"}};
  const Json lost = {{"id", "d"},
                     {"names", {"ANNA MARIA ERIKSSON"}},
                     {"document", {{"issuer", "UTO"}, {"number", "L31070652"}}}};
  const auto run = Match(wanted.dump() + "\n" + lost.dump() + "\n");
  CHECK(run.status == 0);
  const auto answers = Objects(run.out);
  REQUIRE(answers.size() == 2);
  CHECK(answers[0]["id"] == "w");
  CHECK(answers[0]["cpu_us"].is_number());
  CHECK(answers[0]["elapsed_us"].is_number());
  const Json& hit = answers[0]["hits"][0];
  CHECK(hit["entry"] == "uto-0001");
  CHECK(hit["list"] == "demo");
  CHECK(hit["kind"] == "suspect");
  CHECK(hit["band"] == "strong");
  CHECK(hit["alert"] == true);
  CHECK(hit["action"] == "arrest");
  CHECK(hit["discreet"] == true);
  CHECK(hit["guidance"]["label"] == "Arrest");
  CHECK_FALSE(hit["guidance"]["instruction"].get<std::string>().empty());
  CHECK_FALSE(hit["guidance"]["contact"].get<std::string>().empty());
  CHECK(hit["authority"] == "Utopian Police");
  CHECK(hit["signals"][0].contains("points"));
  const Json& document = answers[1]["hits"][0];
  CHECK(document["kind"] == "document");
  CHECK(document["band"] == "exact_document");
  CHECK(document["action"] == "seize_document");
}

TEST_CASE_METHOD(Fixture, "match leaves out all but names when told so, and keeps to the limit",
                 "[app]") {
  const Json query = {{"id", "q"},
                      {"names", {"HALVORSEN TJELD ODDVAR BRANN"}},
                      {"birth_date", "1901-01-01"},
                      {"document", {{"number", "L31070652"}}}};
  const auto by_name = Objects(Match(query.dump(), {"--name-only"}).out);
  REQUIRE(by_name.size() == 1);
  for (const Json& hit : by_name[0]["hits"]) {
    for (const Json& signal : hit["signals"]) {
      CHECK(signal["id"] != "birth_date");
      CHECK(signal["id"] != "document");
    }
  }
  CHECK(Objects(Match(query.dump(), {"--limit", "1"}).out)[0]["hits"].size() == 1);
}

TEST_CASE_METHOD(Fixture, "match tells what is wrong with a query and goes on with the next",
                 "[app]") {
  const auto run = Match(
      "{\"id\": \"a\", \"birth_date\": \"27.3.1969\"}\nnonsense\n"
      "{\"id\": \"c\", \"names\": 5}\n{\"id\": \"e\", \"document\": {\"check_digit\": \"X\"}}\n"
      "{\"id\": \"d\", \"names\": [\"TUVA LINDQVARN\"]}\n");
  CHECK(run.status == 1);
  const auto answers = Objects(run.out);
  REQUIRE(answers.size() == 5);
  for (int i = 0; i < 4; ++i) CHECK(answers[static_cast<size_t>(i)].contains("error"));
  CHECK(answers[0]["id"] == "a");
  CHECK(answers[2]["error"] == "names is no text");
  CHECK(answers[4]["hits"][0]["kind"] == "missing");
  CHECK(Run(CHOWKI_PROGRAM, {"match", "--list", (folder / "none.db").string()}).status == 2);
}

TEST_CASE_METHOD(Fixture, "match gives the same answers with several threads", "[app]") {
  std::string queries;
  for (int i = 0; i < 200; ++i) {
    queries += Json{{"id", std::to_string(i)}, {"names", {"ODDVAR HALVORSEN"}}}.dump() + "\n";
  }
  const auto hits = [](const ProgramRun& run) {
    std::vector<Json> found;
    for (const Json& answer : Objects(run.out)) found.push_back({answer["id"], answer["hits"]});
    return found;
  };
  CHECK(hits(Match(queries, {"--threads", "4"})) == hits(Match(queries)));
}

TEST_CASE("compare tells one person from two, whatever the script", "[app]") {
  const Json same = {
      {"id", "s"},
      {"a", {{"name", "Oddvar Halvorsen"}, {"birthDate", "1969-3-27"}}},
      {"b", {{"firstName", "Odvar"}, {"lastName", "HALVORSEN"}, {"birthDate", "1969-03-27"}}}};
  const Json impossible = {{"id", "i"},
                           {"a", {{"name", "Oddvar Halvorsen"}, {"birthDate", "1969-13-30"}}},
                           {"b", {{"name", "Oddvar Halvorsen"}, {"birthDate", "1969"}}}};
  const Json two = {
      {"id", "t"}, {"a", {{"name", "Oddvar Halvorsen"}}}, {"b", {{"name", "Tuva Lindqvarn"}}}};
  const Json nameless = {
      {"id", "n"}, {"a", {{"birthDate", "1969"}}}, {"b", {{"birthDate", "1969"}}}};
  const auto run = Run(CHOWKI_PROGRAM, {"compare", "--pairs", "-"},
                       same.dump() + "\n" + two.dump() + "\n" + nameless.dump() +
                           "\n{\"id\": \"x\"}\n" + impossible.dump());
  CHECK(run.status == 1);
  const auto answers = Objects(run.out);
  REQUIRE(answers.size() == 5);
  CHECK(answers[0]["match"] == true);
  CHECK(answers[0]["signals"].size() >= 2);
  CHECK(answers[1]["match"] == false);
  CHECK(answers[2]["score"] == 0);  // what cannot be compared is no match
  CHECK(answers[3]["error"] == "there is no a");
  CHECK(answers[4]["match"] == true);  // of 13-30 the year is what is known
}

}  // namespace
}  // namespace chowki::test
