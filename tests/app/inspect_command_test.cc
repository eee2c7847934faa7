#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "base/text.h"
#include "support/program.h"
#include "support/specimens.h"
#include "support/temp_folder.h"

namespace chowki::test {
namespace {

using Json = nlohmann::json;

constexpr size_t kDocuments = 6;  // of each set: inspecting one takes a quarter of a second

std::vector<Specimen> SomeWithMrz(const std::string& set) {
  std::vector<Specimen> some = LoadSpecimens(set);
  std::erase_if(some, [](const Specimen& specimen) { return !specimen.has_mrz; });
  REQUIRE(some.size() >= kDocuments);
  some.resize(kDocuments);
  return some;
}

ProgramRun Inspect(const std::string& batch) {
  return Run(CHOWKI_PROGRAM,
             {"inspect", "--batch", "-", "--date", "2026-06-01", "--output", "jsonl"}, batch);
}

std::map<std::string, Json> ById(const std::string& lines) {
  std::map<std::string, Json> answers;
  for (const std::string& line : Split(lines, '\n')) {
    if (line.empty()) continue;
    Json answer = Json::parse(line);
    answers[answer["id"].get<std::string>()] = answer;
  }
  return answers;
}

std::string Batch(const std::vector<Specimen>& specimens) {
  std::string lines;
  for (const Specimen& specimen : specimens) {
    const Json line = {{"id", specimen.image.string()},
                       {"files", {{"visible", specimen.image.string()}}}};
    lines += line.dump() + "\n";
  }
  return lines;
}

Json Check(const Json& answer, const std::string& id) {
  for (const Json& check : answer["checks"]) {
    if (check["id"] == id) return check;
  }
  FAIL("no check " << id);
  return {};
}

TEST_CASE("altered specimens are referred with the place of the wrong digit, genuine ones not",
          "[app][specimens]") {
  const auto genuine = SomeWithMrz("clean");
  const auto altered = SomeWithMrz("altered");
  const auto run = Inspect(Batch(genuine) + Batch(altered));
  CHECK(run.status == 0);
  auto answers = ById(run.out);
  for (const Specimen& specimen : genuine) {
    const Json& answer = answers.at(specimen.image.string());
    INFO(answer.dump());
    CHECK(answer["advice"] != "refer");
    CHECK(answer["mrz"] == specimen.mrz);
    CHECK(Check(answer, "mrz.check_digits")["outcome"] == "successful");
    // The French card cannot be of state UTO.
    const char* announced = specimen.type == "FRA_ID" ? "" : "specimen_state";
    CHECK(Check(answer, "doc.specimen")["reason"] == announced);
  }
  for (const Specimen& specimen : altered) {
    const Json& answer = answers.at(specimen.image.string());
    INFO(answer.dump());
    CHECK(answer["advice"] == "refer");
    CHECK(answer["risk"] > 0.5);
    const Json check = Check(answer, "mrz.check_digits");
    CHECK(check["outcome"] == "failed");
    CHECK(check["contributes"] == "refer");
    const Json& digit = check["evidence"][0];
    CHECK(digit["light"] == "visible");
    CHECK(digit["expected"] != digit["seen"]);
    for (const Json& corner : digit["region"]) {
      CHECK((corner[0] > 0 && corner[0] < 1 && corner[1] > 0 && corner[1] < 1));
    }
  }
}

TEST_CASE("documents that cannot be taken in are reported on their line, the rest goes on",
          "[app][specimens]") {
  const auto genuine = SomeWithMrz("clean");
  const Json missing = {{"id", "missing"}, {"files", {{"visible", "/nowhere/at/all.jpg"}}}};
  const Json unnamed = {{"id", "unnamed"}, {"files", Json::object()}};
  const auto run = Inspect(missing.dump() + "\n" + unnamed.dump() + "\n" + Batch({genuine[0]}));
  CHECK(run.status == 1);
  auto answers = ById(run.out);
  CHECK(answers.at("missing").contains("error"));
  CHECK(answers.at("unnamed")["error"] == "\"files\" names no visible image");
  CHECK(answers.at(genuine[0].image.string()).contains("advice"));
}

TEST_CASE("a report is a page of its own with the pictures of all lights", "[app][specimens]") {
  const Specimen specimen = LoadSpecimens("lit_dye_mrz").front();
  const auto file = std::filesystem::temp_directory_path() /
                    ("chowki-report-" + std::to_string(::getpid()) + ".html");
  const auto run = Run(CHOWKI_PROGRAM, {"inspect", "--visible", specimen.image.string(),
                                        "--infrared", specimen.lights.at("infrared").string(),
                                        "--ultraviolet", specimen.lights.at("ultraviolet").string(),
                                        "--date", "2026-06-01", "--report", file.string()});
  CHECK(run.status == 0);
  const auto bytes = ReadBytes(file);
  const std::string html(bytes.begin(), bytes.end());
  std::filesystem::remove(file);
  CHECK(html.starts_with("<!DOCTYPE html>"));
  for (const char* light : {"visible", "infrared", "ultraviolet"}) {
    CHECK(html.find("id=\"picture-" + std::string(light) + "\"") != std::string::npos);
  }
  CHECK(html.find("MRZ invisible") != std::string::npos);
  CHECK(Run(CHOWKI_PROGRAM, {"inspect", "--batch", "-", "--report", "x.html"}).status == 2);
}

TEST_CASE("a record tells outcomes and versions and not whose document it was",
          "[app][specimens]") {
  const auto altered = SomeWithMrz("altered");
  const auto run =
      Run(CHOWKI_PROGRAM, {"inspect", "--batch", "-", "--date", "2026-06-01", "--output", "record"},
          Batch(altered) + "{\"id\":\"a\",\"files\":{\"visible\":\"/no/where.jpg\"}}\n");
  CHECK(run.status == 1);
  std::vector<std::string> lines = Split(run.out, '\n');
  REQUIRE(lines.size() == altered.size() + 1);  // and the end
  for (size_t i = 0; i < altered.size(); ++i) {
    INFO(lines[i]);
    const Json record = Json::parse(lines[i]);
    CHECK(record["day"] == "2026-06-01");
    CHECK(record["advice"] == "refer");
    CHECK(record["lights"] == Json::array({"visible"}));
    CHECK_FALSE(record["models"].empty());
    CHECK(Check(record, "mrz.check_digits")["outcome"] == "failed");
    for (const auto& [field, value] : altered[i].visual) {
      if (value.size() > 3) CHECK(lines[i].find(value) == std::string::npos);
    }
    for (const std::string& line : altered[i].mrz) {
      CHECK(lines[i].find(line.substr(0, 9)) == std::string::npos);
    }
    for (const char* left_out : {"id\":\"/", "evidence", "identity", "digest", "value"}) {
      CHECK(lines[i].find(left_out) == std::string::npos);
    }
  }
}

std::string WithLights(const std::vector<Specimen>& specimens) {
  std::string lines;
  for (const Specimen& specimen : specimens) {
    Json files = {{"visible", specimen.image.string()}};
    for (const auto& [light, file] : specimen.lights) files[light] = file.string();
    lines += Json{{"id", specimen.image.string()}, {"files", files}}.dump() + "\n";
  }
  return lines;
}

TEST_CASE("a calibrated reader fails bright paper that it could only doubt, and says its age",
          "[app][specimens]") {
  const TempFolder folder;
  const std::string file = folder / "desk-1.json";
  const auto calibrate = [&](const std::string& documents) {
    return Run(
        CHOWKI_PROGRAM,
        {"calibrate", "--reader", "desk-1", "--out", file, "--date", "2026-05-20", "--batch", "-"},
        documents);
  };
  std::vector<Specimen> known = SomeWithMrz("lit_genuine");
  known.resize(3);
  std::vector<Specimen> bright = {LoadSpecimens("lit_bright_paper").front()};

  CHECK(calibrate(WithLights({known[0], known[1]})).status == 1);
  CHECK(calibrate(Batch(known)).status == 1);  // no lamp to measure
  const auto forged = calibrate(WithLights({LoadSpecimens("lit_dye_mrz").front()}));
  CHECK(forged.status == 1);
  REQUIRE_FALSE(std::filesystem::exists(file));
  REQUIRE(calibrate(WithLights(known)).status == 0);

  const auto inspect = [&](const std::vector<std::string>& more) {
    std::vector<std::string> arguments = {"inspect",    "--batch",  "-",     "--date",
                                          "2026-06-01", "--output", "jsonl", "--mrz-only"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return Run(CHOWKI_PROGRAM, arguments, WithLights({known[0], bright[0]}));
  };
  auto answers = ById(inspect({}).out);
  CHECK(answers.at(bright[0].image.string())["calibration"] == nullptr);
  CHECK(Check(answers.at(bright[0].image.string()), "uv.paper")["outcome"] == "undetermined");

  answers = ById(inspect({"--calibration", file}).out);
  const Json& answer = answers.at(bright[0].image.string());
  CHECK(answer["calibration"] == Json{{"reader", "desk-1"}, {"age_days", 12}, {"documents", 3}});
  CHECK(Check(answer, "uv.paper")["outcome"] == "failed");
  CHECK(Check(answer, "uv.paper")["contributes"] == "attention");
  CHECK(Check(answers.at(known[0].image.string()), "uv.paper")["outcome"] == "successful");

  answers = ById(inspect({"--calibration", file, "--calibration-days", "11"}).out);
  const Json& late = answers.at(known[0].image.string());
  CHECK(Check(late, "img.calibration")["reason"] == "calibration_old");
  CHECK(Check(late, "img.calibration")["contributes"] == "clear");

  std::ofstream(file) << R"({"calibration": 1, "reader": "desk-1"})";
  CHECK(inspect({"--calibration", file}).status == 2);
}

TEST_CASE("documents of one traveller are compared, those of two people told apart",
          "[app][specimens]") {
  const auto two = SomeWithMrz("clean");
  const Json line = {{"id", "a"},
                     {"files", {{"visible", two[0].image.string()}}},
                     {"also", {two[0].image.string(), two[1].image.string()}}};
  const Json same = {{"id", "b"},
                     {"files", {{"visible", two[0].image.string()}}},
                     {"also", {two[0].image.string()}}};
  const Json wrong = {
      {"id", "c"}, {"files", {{"visible", two[0].image.string()}}}, {"also", "x.jpg"}};
  const auto run = Inspect(line.dump() + "\n" + same.dump() + "\n" + wrong.dump() + "\n");
  CHECK(run.status == 1);
  auto answers = ById(run.out);
  CHECK(Check(answers.at("a"), "doc.together")["reason"] == "another_person");
  CHECK(Check(answers.at("b"), "doc.together")["outcome"] == "successful");
  CHECK(answers.at("c")["error"] == "\"also\" is no list of files");
}

TEST_CASE("inspect wants something to inspect", "[app]") {
  CHECK(Run(CHOWKI_PROGRAM, {"inspect"}).status == 2);
  CHECK(Run(CHOWKI_PROGRAM, {"inspect", "--infrared", "a.jpg"}).status == 2);
}

}  // namespace
}  // namespace chowki::test
