// chowki call against a running post: what it lists, sends and prints.

#include <csignal>
#include <sstream>

#include <catch2/catch.hpp>
#include <google/protobuf/util/json_util.h>
#include <nlohmann/json.hpp>

#include "e2e/running_checkpoint.h"
#include "support/program.h"
#include "support/specimens.h"

namespace chowki::e2e {
namespace {

using Json = nlohmann::json;

constexpr char kScreenings[] = "chowki.screening.v1.ScreeningService";

struct Caller {
  Site site;
  pki::KeyPair officer = site.pki().Client("desk-1", {pki::Role::kOfficer});
  pki::KeyPair admin = site.pki().Client("root-1", {pki::Role::kAdmin});

  Caller() { site.Start(); }

  test::ProgramRun Call(const pki::KeyPair& who, std::vector<std::string> arguments,
                        const std::string& input = "") {
    arguments.insert(arguments.begin(), "call");
    arguments.insert(arguments.end(),
                     {"--server", "127.0.0.1:" + std::to_string(site.port()), "--ca",
                      site.pki().authority().string(), "--cert", who.certificate.string(), "--key",
                      who.key.string(), "--output", "jsonl"});
    return test::Run(std::filesystem::path(CHOWKI_BINARY_DIR) / "bin/chowki", arguments, input);
  }
};

std::string Method(const std::string& name) { return std::string(kScreenings) + "/" + name; }

std::vector<Json> Lines(const std::string& text) {
  std::vector<Json> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(Json::parse(line));
  return lines;
}

std::string RequestWithImage() {
  for (const test::Specimen& specimen : test::LoadSpecimens("clean")) {
    const auto bytes = test::ReadBytes(specimen.image);
    std::string json;
    REQUIRE(google::protobuf::util::MessageToJsonString(
                RequestFor({bytes.begin(), bytes.end()}, NewRequestId()), &json)
                .ok());
    return json;
  }
  FAIL("no clean specimen");
  return "";
}

}  // namespace

TEST_CASE("call lists the methods that a service has, and who may call them") {
  Caller caller;
  const auto admin = caller.Call(caller.admin, {});
  CHECK(admin.status == 0);
  CHECK(admin.out.find(Method("RecordDecision") + "  (officer, supervisor)\n") !=
        std::string::npos);
  CHECK(admin.out.find("grpc.health.v1.Health/Check") != std::string::npos);
  CHECK(admin.out.find("chowki.sync.v1") == std::string::npos);  // the centre's alone
  // Others are told what this program knows.
  const auto officer = caller.Call(caller.officer, {});
  CHECK(officer.status == 0);
  CHECK(officer.out.find("chowki.sync.v1") != std::string::npos);
}

TEST_CASE("call describes a method by what the service tells of it, and by what is built in") {
  Caller caller;
  for (const auto& who : {caller.admin, caller.officer}) {
    const auto run = caller.Call(who, {Method("RecordDecision"), "--describe"});
    CHECK(run.status == 0);
    CHECK(run.out.find("rpc RecordDecision(") != std::string::npos);
    CHECK(run.out.find("// chowki.screening.v1.HitDisposition\n") != std::string::npos);
    CHECK(run.out.find("DECISION_OUTCOME_PROCEED") != std::string::npos);
  }
}

TEST_CASE("call sends JSON and prints every answer of a stream") {
  Caller caller;
  const std::string request = RequestWithImage();
  const auto screened =
      caller.Call(caller.officer, {Method("ScreenDocument"), "--data", "-"}, request);
  REQUIRE(screened.status == 0);
  const Json screening = Lines(screened.out).at(0).at("screening");
  const std::string name = screening.at("name");

  const auto found =
      caller.Call(caller.officer, {Method("GetScreening"), "--data", Json{{"name", name}}.dump()});
  REQUIRE(found.status == 0);
  CHECK(Lines(found.out).at(0).at("name") == name);

  const std::string other = RequestWithImage();
  const auto streamed =
      caller.Call(caller.officer, {Method("ScreenDocumentProgress"), "--data", "-"},
                  "{\"screen\":" + other + "}");
  REQUIRE(streamed.status == 0);
  CHECK(Lines(streamed.out).size() > 2);
}

TEST_CASE("call says what was wrong with a call, and ends with its status") {
  Caller caller;
  // Wrong usage: nothing was sent.
  CHECK(caller.Call(caller.officer, {Method("NoSuchMethod")}).status == 2);
  CHECK(caller.Call(caller.officer, {"chowki.none.v1.Service/Method"}).status == 2);
  CHECK(caller.Call(caller.officer, {kScreenings}).status == 2);
  CHECK(caller.Call(caller.officer, {Method("GetScreening"), "--data", "{"}).status == 2);
  CHECK(caller.Call(caller.officer, {Method("GetScreening"), "--data", R"({"nme":""})"}).status ==
        2);
  CHECK(caller.Call(caller.officer, {Method("GetScreening"), "--data", "{}{}"}).status == 2);
  CHECK(caller.Call(caller.officer, {Method("GetScreening"), "--data", "@/no/such/file"}).status ==
        2);
  // Refused by the service: its reason and metadata.
  const auto absent = caller.Call(
      caller.officer,
      {Method("GetScreening"), "--data",
       R"({"name":"checkpoints/post/screenings/01890a5d-ac96-774b-bcce-b302099a8057"})"});
  CHECK(absent.status == 1);
  CHECK(Lines(absent.out).at(0).at("status") == "error");
  CHECK_FALSE(Lines(absent.out).at(0).at("reason").get<std::string>().empty());
  const auto refused = caller.Call(
      caller.admin, {Method("ListScreenings"), "--data", R"({"parent":"checkpoints/-"})"});
  CHECK(refused.status == 1);
  CHECK(Lines(refused.out).at(0).at("code") == 7);
  // Nobody there.
  caller.site.Stop(SIGTERM);
  const auto down = caller.Call(caller.officer, {Method("GetScreening"), "--timeout", "2"});
  CHECK(down.status == 1);
  CHECK(Lines(down.out).at(0).at("status") == "error");
}

}  // namespace chowki::e2e
