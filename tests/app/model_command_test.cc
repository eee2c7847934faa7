#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "support/program.h"
#include "support/specimens.h"
#include "support/temp_folder.h"

namespace chowki::test {
namespace {

using Json = nlohmann::json;

std::string Batch(const std::string& set) {
  std::string lines;
  for (const Specimen& specimen : LoadSpecimens(set)) {
    Json line = {{"id", specimen.id},
                 {"files", {{"visible", specimen.image.string()}}},
                 {"date", "2026-06-01"}};
    for (const auto& [light, file] : specimen.lights) line["files"][light] = file.string();
    lines += line.dump() + "\n";
  }
  return lines;
}

// The reasons that doc.model gives for each specimen of a set; "" for one that passes.
std::vector<std::string> Told(const std::string& set, const TempFolder& models) {
  const auto run = Run(CHOWKI_PROGRAM,
                       {"inspect", "--mrz-only", "--batch", "-", "--document-models",
                        models.path().string(), "--output", "jsonl"},
                       Batch(set));
  CHECK(run.status == 0);
  std::vector<std::string> told;
  for (const std::string& line : Split(run.out, '\n')) {
    if (line.empty()) continue;
    std::string reasons;
    const Json answer = Json::parse(line);
    for (const Json& check : answer["checks"]) {
      if (check["id"] == "doc.model") reasons += check["reason"].get<std::string>() + " ";
    }
    told.push_back(std::string(Trim(reasons)));
  }
  return told;
}

std::size_t Count(const std::vector<std::string>& told, const std::string& reason) {
  return static_cast<std::size_t>(std::ranges::count_if(
      told, [&](const std::string& reasons) { return reasons.find(reason) != std::string::npos; }));
}

TEST_CASE(
    "a model learnt from five genuine documents lets twenty others pass and tells forged ones",
    "[app][specimens][document_models]") {
  const TempFolder models;
  const std::string file = (models / "uto.json").string();
  const TempFolder scratch;
  std::ofstream(scratch / "learn.jsonl") << Batch("issue_learn");
  const auto learnt =
      Run(CHOWKI_PROGRAM, {"model", "learn", "--out", file, "--name", "uto-passport", "--batch",
                           (scratch / "learn.jsonl").string()});
  REQUIRE(learnt.status == 0);
  CHECK(Run(CHOWKI_PROGRAM, {"model", "verify", file}).status == 0);

  const auto genuine = Told("issue_genuine", models);
  REQUIRE(genuine.size() == 20);
  CHECK(std::ranges::count(genuine, "") == 20);
  const auto other = Told("issue_other", models);
  REQUIRE(other.size() == 3);
  CHECK(Count(other, "pattern_differs") == 3);
  CHECK(Count(Told("issue_moved", models), "portrait_moved") == 3);
  CHECK(Count(Told("issue_both", models), "differs") == 3);
}

TEST_CASE("a model is signed for a post and verified by its root", "[app][specimens]") {
  const TempFolder folder;
  const auto at = [&](const char* name) { return (folder / name).string(); };
  std::ofstream(folder / "learn.jsonl") << Batch("issue_learn");
  REQUIRE(Run(CHOWKI_PROGRAM, {"model", "learn", "--out", at("uto.json"), "--name", "uto",
                               "--batch", at("learn.jsonl")})
              .status == 0);
  REQUIRE(Run(CHOWKI_PROGRAM, {"keys", "new", at("root.key")}).status == 0);
  REQUIRE(Run(CHOWKI_PROGRAM, {"keys", "new", at("press.key")}).status == 0);
  REQUIRE(Run(CHOWKI_PROGRAM,
              {"root", "new", at("root"), "--deployment", "utopia", "--key",
               "Root:root=" + at("root.key.pub"), "--key",
               "Press:publisher,heartbeat=" + at("press.key.pub"), "--sign", at("root.key")})
              .status == 0);
  CHECK(Run(CHOWKI_PROGRAM, {"model", "verify", at("uto.json"), "--root", at("root")}).status == 1);
  REQUIRE(Run(CHOWKI_PROGRAM,
              {"model", "sign", at("uto.json"), "--key", at("press.key"), "--out", at("uto.chm")})
              .status == 0);
  const auto verified =
      Run(CHOWKI_PROGRAM, {"model", "verify", at("uto.chm"), "--root", at("root")});
  CHECK(verified.status == 0);
  CHECK(verified.out.find("signed by Press") != std::string::npos);
  CHECK(Run(CHOWKI_PROGRAM,
            {"model", "sign", at("learn.jsonl"), "--key", at("press.key"), "--out", at("no.chm")})
            .status == 1);
}

}  // namespace
}  // namespace chowki::test
