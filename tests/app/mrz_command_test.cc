#include <vector>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "support/program.h"

namespace chowki::test {
namespace {

using Json = nlohmann::json;

const std::string kName = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<";
const std::string kData = "L898902C36UTO7408122F1204159ZE184226B<<<<<10";

ProgramRun Mrz(std::vector<std::string> arguments, const std::string& input = "") {
  arguments.insert(arguments.begin(), "mrz");
  arguments.insert(arguments.end(), {"--output", "jsonl", "--date", "2026-11-22"});
  return Run(CHOWKI_PROGRAM, arguments, input);
}

std::vector<Json> Objects(const std::string& lines) {
  std::vector<Json> objects;
  for (const std::string& line : Split(lines, '\n')) {
    if (!line.empty()) objects.push_back(Json::parse(line));
  }
  return objects;
}

TEST_CASE("mrz parse answers each line by its id", "[app]") {
  const Json query = {{"id", "a"}, {"lines", {kName, kData}}};
  std::string altered = kData;
  altered[13] = '8';
  const Json forged = {{"id", "b"}, {"lines", {kName, altered}}};
  const auto run = Mrz({"parse"}, query.dump() + "\n\n" + forged.dump() + "\n");
  CHECK(run.status == 0);
  const auto answers = Objects(run.out);
  REQUIRE(answers.size() == 2);
  CHECK(answers[0]["id"] == "a");
  CHECK(answers[0]["format"] == "TD3");
  CHECK(answers[0]["valid"] == true);
  CHECK(answers[0]["failed"] == Json::array());
  CHECK(answers[0]["fields"]["surname"] == "ERIKSSON");
  CHECK(answers[0]["fields"]["birth_date"] == "1974-08-12");
  CHECK(answers[1]["valid"] == false);
  CHECK(answers[1]["failed"] == Json{"birth_date", "composite"});
}

TEST_CASE("lines of no known layout are an answer, lines of no JSON a failed input", "[app]") {
  const Json query = {{"id", "a"}, {"lines", {"ABC", "DEF"}}};
  const auto unknown = Mrz({"parse"}, query.dump() + "\n");
  CHECK(unknown.status == 0);
  REQUIRE(Objects(unknown.out).size() == 1);
  CHECK(Objects(unknown.out)[0]["format"] == "");
  CHECK(Objects(unknown.out)[0]["valid"] == false);
  CHECK(Objects(unknown.out)[0]["error"] ==
        "2 lines of 3 characters: known are 3 x 30, 2 x 36 and 2 x 44");

  const auto broken = Mrz({"parse"}, "{\"id\": \"a\"\n{\"id\": \"b\"}\n" + query.dump() + "\n");
  CHECK(broken.status == 1);
  const auto answers = Objects(broken.out);
  REQUIRE(answers.size() == 3);
  CHECK(answers[0]["error"] == "line 1 is no JSON object");
  CHECK(answers[1]["id"] == "b");
  CHECK(answers[1]["error"] == "line 2: \"lines\" is no array of strings");
}

TEST_CASE("mrz check takes the lines as words", "[app]") {
  const auto run = Mrz({"check", kName, kData});
  CHECK(run.status == 0);
  REQUIRE(Objects(run.out).size() == 1);
  CHECK(Objects(run.out)[0]["valid"] == true);
}

TEST_CASE("wrong usage is told by the exit status", "[app]") {
  CHECK(Mrz({"parse", "--input", "/nowhere/at/all.jsonl"}).status == 2);
  CHECK(Mrz({"check"}).status == 2);
  CHECK(Mrz({"frobnicate"}).status == 2);
  CHECK(Run(CHOWKI_PROGRAM, {"mrz", "check", "--date", "soon", "A"}).status == 2);
}

}  // namespace
}  // namespace chowki::test
