// A checkpoint behind a relay: the centre, the relay and the checkpoint as programs.

#include <csignal>
#include <fstream>
#include <thread>

#include <catch2/catch.hpp>

#include "e2e/editors.h"
#include "e2e/running_centre.h"

namespace chowki::e2e {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

const fs::path kChowki = fs::path(CHOWKI_BINARY_DIR) / "bin/chowki";

// Asks until it is so, for half a minute.
bool Soon(const std::function<bool()>& so) {
  for (const auto give_up = std::chrono::steady_clock::now() + 30s;
       std::chrono::steady_clock::now() < give_up; std::this_thread::sleep_for(100ms)) {
    if (so()) return true;
  }
  return false;
}

struct Country {
  Deployment people;
  RunningCentre centre{
      people,
      "sqlite:" + people.File("central.db"),
      {"enrol.address=127.0.0.1:0", "enrol.authority=" + people.authority().string(),
       "enrol.authority_key=" + (people.authority().parent_path() / "ca.key").string()}};
  int relay_port = FreePort();
  std::unique_ptr<RunningCentre> relay;
  std::unique_ptr<Editors> editors;

  Country() {
    centre.Start();
    editors = std::make_unique<Editors>(people, std::vector<int>{centre.port()});
    REQUIRE(editors->Bring(20));
    const pki::KeyPair& files = people.CertificateOf("relay-1", pki::Role::kDevice);
    relay = std::make_unique<RunningCentre>(
        people, "sqlite:" + people.File("relay.db"),
        std::vector<std::string>{
            "listen.address=127.0.0.1:" + std::to_string(relay_port), "keys.publisher=",
            "keys.heartbeat=", "relay.server=127.0.0.1:" + std::to_string(centre.port()),
            "relay.authority=" + people.authority().string(),
            "relay.certificate=" + files.certificate.string(), "relay.key=" + files.key.string(),
            "relay.downloads=" + people.File("relay.files")});
    relay->Start();
  }

  // A post's certificate and all that belongs to it, in a folder.
  void Enrol(const std::string& post) {
    const auto invited =
        people.As("amina", centre.port(), {"fleet", "invite", post, "--root", people.Root()});
    REQUIRE(invited.status == 0);
    REQUIRE(test::Run(kChowki,
                      {"enrol", "--centre", "127.0.0.1:" + std::to_string(centre.enrolment_port()),
                       "--token", "-", "--out", people.File(post)},
                      invited.out)
                .status == 0);
  }
  // What the post says when it asks somebody; "" when it was answered.
  std::string Pull(const std::string& post, int port) {
    const fs::path dir = people.File(post);
    const fs::path said = people.File(post + ".said");
    fs::remove(said);
    test::Process pull("chowki",
                       {"sync", "pull", "--server", "127.0.0.1:" + std::to_string(port), "--ca",
                        (dir / "centre-ca.crt").string(), "--cert", (dir / "post.pem").string(),
                        "--key", (dir / "post.pem").string(), "--root", (dir / "root.bin").string(),
                        "--store", Store(post)},
                       said);
    return pull.Wait() == 0 ? "" : test::ReadText(said);
  }
  std::string Store(const std::string& post) const { return people.File(post + ".db"); }
  std::string Status(const std::string& post) {
    return test::Run(kChowki, {"sync", "status", "--store", Store(post)}).out;
  }
  // chowkid with nothing but its list, which it gets from the relay.
  std::unique_ptr<test::Process> Checkpoint(const std::string& post) {
    const fs::path dir = people.File(post);
    std::vector<std::string> arguments;
    for (const std::string& setting : std::vector<std::string>{
             "listen.address=127.0.0.1:0", "listen.insecure=true",
             "watchlist.file=", "journal.file=" + people.File(post + ".journal"),
             "models.directory=" CHOWKI_SOURCE_DIR "/models",
             "sync.server=127.0.0.1:" + std::to_string(relay_port),
             "sync.events_server=127.0.0.1:" + std::to_string(centre.port()),
             "sync.authority=" + (dir / "centre-ca.crt").string(),
             "sync.certificate=" + (dir / "post.pem").string(),
             "sync.key=" + (dir / "post.pem").string(), "sync.root=" + (dir / "root.bin").string(),
             "sync.store=" + Store(post)}) {
      arguments.insert(arguments.end(), {"--set", setting});
    }
    return std::make_unique<test::Process>("chowkid", arguments, people.File(post + ".log"));
  }
  bool Holds(const std::string& post, int version) {
    const bool holds = Soon([&] {
      return Status(post).find("national  version " + std::to_string(version) + " ") !=
             std::string::npos;
    });
    if (!holds) WARN(Status(post) << test::ReadText(people.File(post + ".log")));
    return holds;
  }
};

TEST_CASE("a checkpoint behind a relay says when it is away, and catches up when it is back",
          "[e2e][central][sync]") {
  Country country;
  country.Enrol("post-7");
  const auto checkpoint = country.Checkpoint("post-7");
  REQUIRE(country.Holds("post-7", 1));

  REQUIRE(country.relay->Stop(SIGKILL) == 128 + SIGKILL);
  CHECK(Soon([&] {
    return country.Status("post-7").find("all lists: not brought up to date since 20") !=
           std::string::npos;
  }));
  REQUIRE(country.editors->Bring(1));
  CHECK(country.Status("post-7").find("national  version 1 ") != std::string::npos);
  country.relay->Start();
  CHECK(country.Holds("post-7", 2));
  CHECK(Soon([&] {
    return country.Status("post-7").find("not brought up to date") == std::string::npos;
  }));

  // Without the centre a relay that is started anew hands on what it had.
  country.Enrol("post-8");
  REQUIRE(country.relay->Stop(SIGTERM) == 0);
  REQUIRE(country.centre.Stop(SIGKILL) == 128 + SIGKILL);
  country.relay->Start();
  CHECK(country.Pull("post-8", country.relay_port).empty());
  CHECK(country.Status("post-8").find("national  version 2 ") != std::string::npos);
  checkpoint->Signal(SIGTERM);
  CHECK(checkpoint->Wait() == 0);
}

TEST_CASE("a post that the centre shuts out is refused by its relay, too, and comes back",
          "[e2e][central][sync]") {
  Country country;
  country.Enrol("post-7");
  country.Enrol("post-8");
  REQUIRE(Soon([&] { return country.Pull("post-7", country.relay_port).empty(); }));
  REQUIRE(country.people
              .As("amina", country.centre.port(),
                  {"fleet", "revoke", "post-7", "--reason", "lost on the road"})
              .status == 0);
  const auto refused = [&] {
    return country.Pull("post-7", country.relay_port).find("withdrawn") != std::string::npos;
  };
  const auto revoked = std::chrono::steady_clock::now();
  CHECK(Soon(refused));
  WARN("refused after "
       << std::chrono::duration<double>(std::chrono::steady_clock::now() - revoked).count()
       << " s");
  CHECK(country.Pull("post-8", country.relay_port).empty());

  // Also by a relay that was started anew, and by the old certificate of a post that came back.
  const std::string folder = country.people.File("post-7");
  fs::rename(folder, folder + ".thief");
  fs::copy(folder + ".thief", folder);
  REQUIRE(country.relay->Stop(SIGKILL) == 128 + SIGKILL);
  country.relay->Start();
  CHECK(refused());
  fs::remove_all(folder);
  country.Enrol("post-7");
  CHECK(Soon([&] { return country.Pull("post-7", country.relay_port).empty(); }));
  fs::remove_all(folder);
  fs::rename(folder + ".thief", folder);
  CHECK(refused());
}

TEST_CASE("a certificate that is renewed while a checkpoint runs is shown with its next call",
          "[e2e][central][sync]") {
  Country country;
  country.Enrol("post-7");
  const auto checkpoint = country.Checkpoint("post-7");
  REQUIRE(country.Holds("post-7", 1));
  // The second renewal withdraws what the checkpoint began with.
  for (int version = 2; version <= 4; ++version) {
    CHECK(test::Run(kChowki, {"enrol", "--renew", "--out", country.people.File("post-7")}).status ==
          0);
    REQUIRE(country.editors->Bring(1));
    REQUIRE(country.Holds("post-7", version));
  }
  const std::string log = test::ReadText(country.people.File("post-7.log"));
  CHECK(log.find("sync.certificate_renewed") != std::string::npos);
  // A call that waited with a certificate which was then withdrawn may have ended by that; none was
  // refused for long, or the versions above would not have come.
  checkpoint->Signal(SIGTERM);
  CHECK(checkpoint->Wait() == 0);
}

}  // namespace
}  // namespace chowki::e2e
