// A checkpoint that gets its list from the centre: the programs themselves, over loopback.

#include <csignal>
#include <fstream>
#include <future>
#include <set>
#include <thread>

#include <catch2/catch.hpp>

#include "e2e/running_centre.h"
#include "e2e/running_checkpoint.h"
#include "journal/journal.h"
#include "sqlite/database.h"
#include "support/sample_screening.h"
#include "sync/relay.h"
#include "sync/story_entries.h"

namespace chowki::e2e {
namespace {

using namespace std::chrono_literals;
namespace pb = screening::v1;

struct Post {
  trust::test::Deployment deployment;
  sync::test::Relay relay{deployment};
  Site site;

  Post() {
    std::ofstream(site.folder() / "root.bin", std::ios::binary) << deployment.roots[0];
    Publish({sync::test::People("a", 1, 40, "FIRST")});
  }
  void Publish(const std::vector<trust::test::ChangeSetDraft>& sets,
               const std::string& list = "national") {
    relay.Edit([&] {
      deployment.Publish(list, sets);
      // Of now, so that the list is fresh.
      deployment.heartbeat.issued = SystemClock().Now();
      deployment.Beat();
    });
  }
  void Start(const std::string& lists = "national") {
    site.Start({"watchlist.file=", "sync.server=" + relay.address(), "sync.insecure=true",
                "sync.root=" + (site.folder() / "root.bin").string(), "sync.store=" + Store(),
                "sync.list=" + lists, "metrics.period_s=1",
                "metrics.file=" + (site.folder() / "metrics.prom").string()});
  }
  [[nodiscard]] std::string Store() const { return (site.folder() / "lists.db").string(); }

  pb::CheckIdentityResponse Ask(const std::string& name = "PERSON FIRST") {
    pb::CheckIdentityRequest request;
    request.add_names(name);
    request.set_limit(100);
    pb::CheckIdentityResponse response;
    grpc::ClientContext context;
    test::SetDeadline(context, 10s);
    const auto status = site.As(pki::Role::kOfficer)->CheckIdentity(&context, request, &response);
    return status.ok() ? response : pb::CheckIdentityResponse();
  }
  // A list that the next answer rests on; of version 0 while there is none.
  pb::ListState Held(const std::string& list = "national") {
    const pb::CheckIdentityResponse answer = Ask();
    for (const pb::ListState& state : answer.lists()) {
      if (state.list() == list) return state;
    }
    return {};
  }
  // Waits until a version is in force.
  bool Reaches(std::int64_t version, const std::string& list = "national") {
    for (int tries = 0; tries < 150; ++tries) {
      if (Held(list).version() == version) return true;
      std::this_thread::sleep_for(100ms);
    }
    return false;
  }
  int Command(const std::vector<std::string>& arguments) {
    test::Process command("chowki", arguments, site.folder() / "command.log");
    return command.Wait();
  }
  [[nodiscard]] std::string Said() const { return test::ReadText(site.folder() / "command.log"); }
};

TEST_CASE("a checkpoint follows the list that the centre publishes", "[e2e][sync]") {
  Post post;
  post.Start();
  REQUIRE(post.Reaches(1));
  CHECK(post.Held().entries() == 40);
  post.Publish({sync::test::People("b", 1, 3, "SECOND")});
  REQUIRE(post.Reaches(2));
  CHECK(post.Held().entries() == 43);

  // Killed, damaged and behind it mends what it holds, and answers with that while no file comes.
  post.site.Stop(SIGKILL);
  REQUIRE(
      sqlite::Database::Open(post.Store())->Execute("DELETE FROM entry WHERE id = 'a-1007'").ok());
  post.relay.breaks_after = 1;
  post.Publish({sync::test::People("b", 4, 9, "THIRD")});
  post.Start();
  REQUIRE(post.Reaches(2));
  CHECK(post.Held().entries() == 43);
  CHECK(test::ReadText(post.site.log()).find("sync.repaired") != std::string::npos);
  REQUIRE(post.Command({"sync", "status", "--store", post.Store()}) == 0);
  CHECK(post.Said().find("national: not brought up to date since 20") != std::string::npos);
  post.relay.Edit([&] { post.relay.breaks_after = 0; });
  REQUIRE(post.Reaches(3));

  // What the relay hands on is refused, and the centre hears why.
  post.relay.Edit([&] { post.relay.spoil_piece = [](std::string& piece) { piece.back() ^= 1; }; });
  post.Publish({sync::test::People("b", 4, 5, "FOURTH")});
  bool told = false;
  for (int tries = 0; tries < 150 && !told; ++tries) {
    std::this_thread::sleep_for(100ms);
    told = test::ReadText(post.site.log()).find("CHUNK_DIGEST_MISMATCH") != std::string::npos &&
           post.relay.LastErrorReason() == "CHUNK_DIGEST_MISMATCH";
  }
  CHECK(told);
  CHECK(post.Held().version() == 3);
  CHECK(post.site.Stop(SIGTERM) == 0);
}

TEST_CASE("a checkpoint follows several lists, and one that is broken stops no other",
          "[e2e][sync]") {
  Post post;
  post.Publish({sync::test::People("i", 1, 5, "FIRST")}, "interpol");
  Digest file{};
  post.relay.Edit([&] {
    post.deployment.Publish("missing", {sync::test::People("m", 1, 3, "FIRST")});
    file = post.deployment.Newest("missing").manifest.snapshot->sha256;
    post.deployment.files.at(file).back() ^= 1;
    post.deployment.Beat();
  });
  post.Start("national+interpol:1:2+missing");
  REQUIRE(post.Reaches(1));
  REQUIRE(post.Reaches(1, "interpol"));
  auto answer = post.Ask();
  REQUIRE(answer.lists_size() == 3);
  CHECK(answer.lists(2).list() == "missing");
  CHECK(answer.lists(2).freshness() == pb::FRESHNESS_ABSENT);
  std::set<std::string> lists;
  for (const pb::Match& match : answer.matches()) lists.insert(match.list());
  CHECK(lists == std::set<std::string>{"interpol", "national"});

  // While one cannot be brought, the others go on; the centre hears of the one.
  post.Publish({sync::test::People("b", 1, 3, "SECOND")});
  CHECK(post.Reaches(2));
  CHECK(post.relay.LastErrorReason() == "CHUNK_DIGEST_MISMATCH");
  post.Publish({sync::test::People("j", 1, 3, "SECOND")}, "interpol");
  CHECK(post.Reaches(2, "interpol"));
  CHECK(post.Held("missing").version() == 0);

  // What was broken comes by itself when it is whole.
  post.relay.Edit([&] {
    post.deployment.files.at(file).back() ^= 1;
    post.deployment.Publish("national", {sync::test::People("b", 4, 4, "THIRD")});
    post.deployment.heartbeat.issued = SystemClock().Now();
    post.deployment.Beat();
  });
  CHECK(post.Reaches(1, "missing"));
  CHECK(post.Ask().lists(2).freshness() != pb::FRESHNESS_ABSENT);
  std::this_thread::sleep_for(1500ms);
  const std::string metrics = test::ReadText(post.site.folder() / "metrics.prom");
  CHECK(metrics.find("chowki_watchlist_version{list=\"interpol\"} 2") != std::string::npos);
  CHECK(metrics.find("chowki_watchlist_version{list=\"missing\"} 1") != std::string::npos);

  // Restarted without a line it has all three.
  post.site.Stop(SIGKILL);
  post.relay.breaks_after = 1;
  post.Start("national+interpol:1:2+missing");
  CHECK(post.Reaches(1, "missing"));
  CHECK(post.Ask("PERSON SECOND").matches_size() > 0);
  CHECK(post.site.Stop(SIGTERM) == 0);

  REQUIRE(post.Command({"sync", "status", "--store", post.Store(), "--output", "jsonl"}) == 0);
  for (const char* list : {"interpol", "missing", "national"}) {
    CHECK(post.Said().find(std::string(R"("list":")") + list + "\"") != std::string::npos);
  }
}

TEST_CASE("chowki sync and chowki bundle look after what a post holds", "[e2e][sync]") {
  Post post;
  const std::string root = (post.site.folder() / "root.bin").string();
  const std::vector<std::string> line = {"--server", post.relay.address(), "--insecure"};
  const auto with_line = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), line.begin(), line.end());
    return arguments;
  };
  REQUIRE(post.Command(with_line({"sync", "pull", "--store", post.Store(), "--root", root,
                                  "--output", "jsonl"})) == 0);
  CHECK(
      post.Said().find(R"("list":"national","epoch":1,"version":1,"entries":40,"state_root":")") !=
      std::string::npos);
  CHECK(post.Command({"sync", "verify", "--store", post.Store()}) == 0);

  auto rows = sqlite::Database::Open(post.Store()).value();
  REQUIRE(rows.Execute("DELETE FROM entry WHERE id = 'a-1007'").ok());
  CHECK(post.Command({"sync", "verify", "--store", post.Store()}) == 1);
  CHECK(post.Said().find("chowki sync repair mends it") != std::string::npos);
  CHECK(post.Command(with_line({"sync", "repair", "--store", post.Store()})) == 0);
  CHECK(post.Command({"sync", "verify", "--store", post.Store()}) == 0);

  // While a repair waits for a slow relay, others look at the store.
  REQUIRE(rows.Execute("DELETE FROM entry WHERE id = 'a-1007'").ok());
  std::promise<void> asked;
  std::promise<void> go_on;
  post.relay.before_buckets = [&] {
    asked.set_value();
    go_on.get_future().wait();
  };
  test::Process repair("chowki", with_line({"sync", "repair", "--store", post.Store()}),
                       post.site.folder() / "repair.log");
  REQUIRE(asked.get_future().wait_for(20s) == std::future_status::ready);
  const auto began = std::chrono::steady_clock::now();
  CHECK(post.Command({"sync", "status", "--store", post.Store()}) == 0);
  CHECK(post.Said().find("national  version 1") != std::string::npos);
  CHECK(std::chrono::steady_clock::now() - began < 4s);
  go_on.set_value();
  CHECK(repair.Wait() == 0);
  CHECK(post.Command({"sync", "verify", "--store", post.Store()}) == 0);

  // A stick brings another post to the same.
  const std::string stick = (post.site.folder() / "stick.chb").string();
  const std::string far = (post.site.folder() / "far.db").string();
  REQUIRE(post.Command(with_line({"bundle", "export", stick, "--root", root})) == 0);
  CHECK(post.Command({"bundle", "inspect", stick}) == 0);
  CHECK(post.Said().find(R"("direction":"down")") != std::string::npos);
  CHECK(post.Command({"bundle", "verify", stick, "--root", root}) == 0);
  CHECK(post.Command({"bundle", "import", stick, "--store", far, "--root", root}) == 0);
  CHECK(post.Command({"bundle", "import", stick, "--store", far}) == 0);  // any number of times
  CHECK(post.Command({"sync", "verify", "--store", far}) == 0);

  // Damaged on the way: nothing is taken.
  std::string bytes = test::ReadText(stick);
  bytes[bytes.size() - 9] ^= 1;
  std::ofstream(stick, std::ios::binary) << bytes;
  CHECK(post.Command({"bundle", "verify", stick, "--root", root}) == 1);
}

TEST_CASE("the journal of a post without a line goes to the centre on a stick, and a receipt back",
          "[e2e][sync]") {
  Deployment people;
  const auto run = [](const std::vector<std::string>& arguments) {
    return test::Run(std::filesystem::path(CHOWKI_BINARY_DIR) / "bin/chowki", arguments);
  };
  const SystemClock clock;
  const std::string rows = people.File("journal.db");
  const auto journal = journal::Journal::Open(rows, clock).value();
  const auto screens = [&](const std::string& id) {
    auto screening = test::SampleScreening();
    screening.id = id;
    REQUIRE(journal->Append(screening).ok());
  };
  screens("one");
  screens("two");
  const std::string device = people.Key("post");
  const std::string opening = people.File("centre.open");
  REQUIRE(run({"keys", "new", device}).status == 0);
  REQUIRE(run({"keys", "new", opening, "--opening"}).status == 0);

  const std::string up = people.File("up.chb");
  const std::string receipt = people.File("receipt.chb");
  std::vector<std::string> leave = {
      "bundle", "export",       up,     "--events", "--journal",      rows,     "--device",
      "post-7", "--device-key", device, "--to",     opening + ".pub", "--root", people.Root()};
  const std::vector<std::string> arrive = {"bundle",
                                           "import",
                                           up,
                                           "--central",
                                           "sqlite:" + people.File("central.db"),
                                           "--opening-key",
                                           opening,
                                           "--receiver-key",
                                           people.Key("pulse"),
                                           "--device-key",
                                           "post-7=" + device + ".pub",
                                           "--root",
                                           people.Root(),
                                           "--receipt",
                                           receipt};
  CHECK(run(leave).out.find(R"("first_sequence":1,"last_sequence":2)") != std::string::npos);
  CHECK(run(arrive).out.find(R"("through_sequence":2)") != std::string::npos);
  CHECK(run(arrive).out.find(R"("through_sequence":2)") !=
        std::string::npos);  // any number of times

  // The next stick begins behind what the receipt covers.
  screens("three");
  leave.insert(leave.end(), {"--receipt", receipt});
  CHECK(run(leave).out.find(R"("first_sequence":3,"last_sequence":3)") != std::string::npos);
  CHECK(run(arrive).out.find(R"("through_sequence":3)") != std::string::npos);

  std::string bytes = test::ReadText(up);
  bytes[bytes.size() / 2] ^= 1;
  std::ofstream(up, std::ios::binary) << bytes;
  CHECK(run(arrive).status == 1);
}

}  // namespace
}  // namespace chowki::e2e
