// A post that enrols with a token, renews, and is shut out: the programs themselves.

#include <filesystem>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <signal.h>

#include "e2e/running_centre.h"

namespace chowki::e2e {
namespace {

namespace fs = std::filesystem;

const fs::path kChowki = fs::path(CHOWKI_BINARY_DIR) / "bin/chowki";

struct Site {
  Deployment people;
  RunningCentre centre{
      people,
      "sqlite:" + people.File("central.db"),
      {"enrol.address=127.0.0.1:0", "enrol.authority=" + people.authority().string(),
       "enrol.authority_key=" + (people.authority().parent_path() / "ca.key").string()}};

  Site() { centre.Start(); }

  test::ProgramRun Fleet(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "fleet");
    return people.As("amina", centre.port(), std::move(arguments));
  }
  std::string Token(const std::string& post) {
    const auto invited = Fleet({"invite", post, "--valid", "1h", "--root", people.Root()});
    REQUIRE(invited.status == 0);
    return invited.out;
  }
  int Enrol(const std::string& token, const std::string& folder) {
    return test::Run(kChowki,
                     {"enrol", "--centre", "127.0.0.1:" + std::to_string(centre.enrolment_port()),
                      "--token", "-", "--out", people.File(folder)},
                     token)
        .status;
  }
  int Renew(const std::string& folder, const std::vector<std::string>& more = {}) {
    std::vector<std::string> arguments{"enrol", "--renew", "--out", people.File(folder)};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return test::Run(kChowki, arguments).status;
  }
  // Asks the centre with what lies in the folder.
  int Pull(const std::string& folder) {
    const fs::path dir = people.File(folder);
    return test::Run(kChowki,
                     {"sync", "pull", "--server", "127.0.0.1:" + std::to_string(centre.port()),
                      "--ca", (dir / "centre-ca.crt").string(), "--cert",
                      (dir / "post.pem").string(), "--key", (dir / "post.pem").string(), "--root",
                      (dir / "root.bin").string(), "--store", people.File(folder + ".db")})
        .status;
  }
  std::string Identity(const std::string& folder) {
    return test::ReadText(fs::path(people.File(folder)) / "post.pem");
  }
};

TEST_CASE("a post comes in by a token, renews, is shut out, and comes back", "[e2e][central]") {
  Site site;
  const std::string token = site.Token("post-7");
  // Somebody in between, with a certificate of his own: not a byte of the token reaches him.
  std::string other = token;
  char& digit = other[token.find("post-7") + 7];
  digit = digit == 'a' ? 'b' : 'a';
  CHECK(site.Enrol(other, "post") == 1);
  REQUIRE(site.Enrol(token, "post") == 0);
  const fs::path folder = site.people.File("post");
  CHECK(fs::status(folder / "post.pem").permissions() ==
        (fs::perms::owner_read | fs::perms::owner_write));
  CHECK_FALSE(fs::exists(folder / "pending.key"));
  CHECK(test::ReadText(folder / "root.bin") == test::ReadText(site.people.Root()));
  CHECK(test::ReadText(folder / "sync.toml").find("post.pem") != std::string::npos);
  CHECK(site.Pull("post") == 0);
  CHECK(site.Enrol(token, "thief") == 1);
  CHECK(site.Enrol("hello", "thief") == 1);

  const std::string first = site.Identity("post");
  CHECK(site.Renew("post", {"--when-left", "30"}) == 0);
  CHECK(site.Identity("post") == first);
  CHECK(site.Renew("post") == 0);
  CHECK(site.Identity("post") != first);
  CHECK(site.Pull("post") == 0);

  CHECK(site.Fleet({"revoke", "post-8", "--reason", "no such post"}).status == 1);
  CHECK(site.Fleet({"revoke", "post-7", "--reason", "lost on the road"}).status == 0);
  CHECK(site.Pull("post") == 1);
  CHECK(site.Renew("post") == 1);
  CHECK(site.Fleet({"list"}).out.find("lost on the road") != std::string::npos);
  CHECK(site.centre.Stop(SIGKILL) == 128 + SIGKILL);
  site.centre.Start();
  CHECK(site.Pull("post") == 1);

  REQUIRE(site.Enrol(site.Token("post-7"), "post") == 0);
  CHECK(site.Pull("post") == 0);
  const auto list = site.Fleet({"list", "-o", "jsonl"});
  CHECK(list.out.find("\"revoked\":null") != std::string::npos);
  CHECK(site.people.As("amina", site.centre.port(), {"audit", "log"}).out.find("fleet.revoke") !=
        std::string::npos);
}

}  // namespace
}  // namespace chowki::e2e
