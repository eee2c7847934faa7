#include "app/config.h"

#include <fstream>

#include <catch2/catch.hpp>

#include "app/chowki_central/central_config.h"
#include "support/temp_folder.h"

namespace chowki::app {
namespace {

const Environment kNoEnvironment = [](const std::string&) { return std::nullopt; };

std::filesystem::path Write(const test::TempFolder& folder, const std::string& text) {
  std::ofstream(folder / "chowkid.toml") << text;
  return folder / "chowkid.toml";
}

constexpr char kTls[] = "[tls]\ncertificate = 'a'\nkey = 'b'\nclient_authority = 'c'\n";

TEST_CASE("hand is stronger than environment, environment than file, file than default", "[app]") {
  const test::TempFolder folder;
  const auto file =
      Write(folder, std::string(kTls) + "[limits]\nqueue = 3\nworkers = 4\ncall_s = 5\n");
  const Environment environment = [](const std::string& name) -> std::optional<std::string> {
    if (name == "CHOWKI_LIMITS_QUEUE" || name == "CHOWKI_LIMITS_WORKERS") return "7";
    return std::nullopt;
  };
  const auto loaded = LoadConfig(file, environment, {"limits.queue=9"});
  REQUIRE(loaded.ok());
  CHECK(loaded->config.limits_queue == 9);
  CHECK(loaded->config.limits_workers == 7);
  CHECK(loaded->config.limits_call_s == 5);
  CHECK(loaded->config.limits_streams == Config{}.limits_streams);
  CHECK(loaded->origins.at("limits.queue") == "--set");
  CHECK(loaded->origins.at("limits.workers") == "CHOWKI_LIMITS_WORKERS");
  CHECK(loaded->origins.at("limits.call_s") == file.string() + ":8");
  CHECK(loaded->origins.at("limits.streams") == "default");
  CHECK(Describe(*loaded).find("limits.queue = 9  # --set\n") != std::string::npos);
}

TEST_CASE("referrals are kept longer where it was right to ask, under keys of their own", "[app]") {
  const test::TempFolder folder;
  const auto file = Write(folder, kTls);
  const auto plain = LoadConfig(file, kNoEnvironment, {"journal.file=/var/j.db"});
  REQUIRE(plain.ok());
  CHECK(ReferralFile(plain->config) == "/var/chowki-referrals.db");
  CHECK(ReferralKeyFolder(plain->config) == "/var/chowki-referral-keys");
  for (const char* wrong :
       {"safeguarding.confirmed_days=29", "safeguarding.referral_days=0",
        "safeguarding.budget_per_10000=0", "safeguarding.referral_keys=chowki-people",
        "safeguarding.referral_keys=./chowki-people-keys"}) {
    INFO(wrong);
    CHECK(LoadConfig(file, kNoEnvironment, {wrong}).status().code() ==
          StatusCode::kInvalidArgument);
  }
}

TEST_CASE("what is described gives the same configuration again", "[app]") {
  const test::TempFolder folder;
  const auto first = LoadConfig(std::nullopt, kNoEnvironment,
                                {"listen.insecure=true", "checkpoint.name=tor-1",
                                 "journal.file=a \"quoted\" \\ name", "limits.queue=2"});
  REQUIRE(first.ok());
  const auto second = LoadConfig(Write(folder, Describe(*first)), kNoEnvironment, {});
  REQUIRE(second.ok());
  CHECK(second->config == first->config);
}

std::string Objection(const std::string& text) {
  const test::TempFolder folder;
  const auto loaded = LoadConfig(Write(folder, text), kNoEnvironment, {});
  return loaded.ok() ? "" : Message(loaded.status());
}

TEST_CASE("where travellers are let through, files can be left out", "[app]") {
  Config config;
  CHECK(AcceptedCaptures(config)->size() == 3);
  config.capture_accept = "scanner+camera";
  CHECK(AcceptedCaptures(config).value() ==
        std::set{screen::Capture::kScanner, screen::Capture::kCamera});
  for (const char* wrong : {"", "scanner+", "fax"}) {
    config.capture_accept = wrong;
    CHECK(Message(AcceptedCaptures(config).status()).find("capture.accept") != std::string::npos);
  }
}

TEST_CASE("a post follows several lists, each with its own ages", "[app]") {
  Config config;
  config.sync_list = "national+interpol+missing-children:6:12";
  const auto lists = FollowedLists(config);
  REQUIRE(lists.ok());
  CHECK(*lists == std::vector<FollowedList>{
                      {"national", 24, 72}, {"interpol", 24, 72}, {"missing-children", 6, 12}});
  for (const char* wrong :
       {"", "+", "national+", "national+national", "National", "a:6", "a:6:5", "a:0:5", "a:6:99999",
        "a:6:12:24", "a:x:12", "a b", "a:6:12h", "-a", "national+provisional"}) {
    INFO(wrong);
    config.sync_list = wrong;
    const auto refused = FollowedLists(config);
    REQUIRE_FALSE(refused.ok());
    CHECK(Message(refused.status()).find("sync.list") != std::string::npos);
    CHECK_FALSE(LoadConfig(std::nullopt, kNoEnvironment,
                           {"listen.insecure=true", std::string("sync.list=") + wrong})
                    .ok());
  }
}

TEST_CASE("what is wrong in a file is named with its line", "[app]") {
  using Catch::Contains;
  const std::string tls = kTls;
  CHECK_THAT(Objection(tls + "[limits]\nqeue = 3\n"),
             Contains("chowkid.toml:6") && Contains("limits.qeue"));
  CHECK_THAT(Objection(tls + "[limits]\nqueue = 'x'\n"), Contains(":6") && Contains("type"));
  CHECK_THAT(Objection(tls + "[limits]\nqueue = -1\n"), Contains(":6") && Contains("between"));
  CHECK_THAT(Objection(tls + "[limits]\nqueue = 99999999999\n"), Contains("between"));
  CHECK_THAT(Objection(tls + "[[limits]]\nqueue = 1\n"), Contains("limits"));
  CHECK_THAT(Objection(tls + "limits = \n"), Contains("chowkid.toml:5"));
  CHECK(Objection(tls).empty());
}

TEST_CASE("settings that do not go together are refused", "[app]") {
  const auto load = [](const std::vector<std::string>& set) {
    return LoadConfig(std::nullopt, kNoEnvironment, set).status().code();
  };
  CHECK(load({}) == StatusCode::kInvalidArgument);
  CHECK(load({"listen.insecure=true"}) == StatusCode::kOk);
  CHECK(load({"listen.insecure=true", "tls.key=k"}) == StatusCode::kInvalidArgument);
  CHECK(load({"listen.insecure=true", "checkpoint.name=a b"}) == StatusCode::kInvalidArgument);
  CHECK(load({"listen.insecure=true", "log.level=loud"}) == StatusCode::kInvalidArgument);
  CHECK(load({"listen.insecure=true", "watchlist.stale_h=1"}) == StatusCode::kInvalidArgument);
  CHECK(load({"listen.insecure=yes"}) == StatusCode::kInvalidArgument);
  CHECK(load({"listen"}) == StatusCode::kInvalidArgument);
  CHECK(LoadConfig("/nonexistent.toml", kNoEnvironment, {}).status().code() ==
        StatusCode::kNotFound);
}

// Keys that a page does not name.
std::vector<std::string> MissingFrom(const std::string& page_name, const Origins& settings) {
  std::ifstream in(std::string(CHOWKI_SOURCE_DIR) + "/docs/" + page_name);
  const std::string page((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  std::vector<std::string> missing;
  for (const auto& [key, origin] : settings) {
    if (page.find("`" + key + "`") == std::string::npos) missing.push_back(key);
  }
  return missing;
}

TEST_CASE("every setting stands in the page about them", "[app]") {
  const auto loaded = LoadConfig(std::nullopt, kNoEnvironment, {"listen.insecure=true"});
  CHECK(MissingFrom("configuration.md", loaded->origins) == std::vector<std::string>());
  const auto central =
      LoadCentralConfig(std::nullopt, kNoEnvironment,
                        {"tls.certificate=a", "tls.key=b", "tls.client_authority=c",
                         "keys.publisher=d", "keys.heartbeat=e"});
  REQUIRE(central.ok());
  CHECK(MissingFrom("central.md", central->origins) == std::vector<std::string>());
}

TEST_CASE("a centre without certificates or keys does not start", "[app]") {
  CHECK(LoadCentralConfig(std::nullopt, kNoEnvironment, {}).status().code() ==
        StatusCode::kInvalidArgument);
}

TEST_CASE("a centre that enrols posts has both halves of an authority", "[app]") {
  std::vector<std::string> set = {"tls.certificate=a",      "tls.key=b",
                                  "tls.client_authority=c", "keys.publisher=d",
                                  "keys.heartbeat=e",       "enrol.address=127.0.0.1:0"};
  const auto load = [&] { return LoadCentralConfig(std::nullopt, kNoEnvironment, set).status(); };
  CHECK(load().code() == StatusCode::kInvalidArgument);
  set.push_back("enrol.authority=f");
  CHECK(load().code() == StatusCode::kInvalidArgument);
  set.push_back("enrol.authority_key=g");
  CHECK(load().ok());
}

TEST_CASE("a centre's page has both halves of a certificate of its own, or none", "[app]") {
  std::vector<std::string> set = {"tls.certificate=a",      "tls.key=b",
                                  "tls.client_authority=c", "keys.publisher=d",
                                  "keys.heartbeat=e",       "console.address=127.0.0.1:0"};
  const auto load = [&] { return LoadCentralConfig(std::nullopt, kNoEnvironment, set).status(); };
  CHECK(load().ok());
  set.push_back("console.certificate=f");
  CHECK(load().code() == StatusCode::kInvalidArgument);
  set.push_back("console.key=g");
  CHECK(load().ok());
}

TEST_CASE("a relay has certificates for both sides, and no keys", "[app]") {
  std::vector<std::string> set = {"tls.certificate=a",      "tls.key=b",
                                  "tls.client_authority=c", "relay.server=d:7444",
                                  "relay.authority=e",      "relay.certificate=f"};
  const auto load = [&] { return LoadCentralConfig(std::nullopt, kNoEnvironment, set).status(); };
  CHECK(load().code() == StatusCode::kInvalidArgument);
  set.push_back("relay.key=g");
  CHECK(load().ok());
  set.push_back("console.address=127.0.0.1:0");
  CHECK(load().code() == StatusCode::kInvalidArgument);
  set.back() = "keys.publisher=h";
  CHECK(load().code() == StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace chowki::app
