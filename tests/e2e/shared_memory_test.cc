// A post gets its period keys from the centre, and what it remembers is there: the programs
// themselves, over TLS.

#include <csignal>
#include <thread>

#include <catch2/catch.hpp>

#include "e2e/running_centre.h"
#include "e2e/running_checkpoint.h"
#include "sqlite/database.h"
#include "support/specimens.h"

namespace chowki::e2e {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

template <typename Fulfilled>
bool Comes(Fulfilled fulfilled) {
  for (int tries = 0; tries < 300; ++tries) {
    if (fulfilled()) return true;
    std::this_thread::sleep_for(200ms);
  }
  return false;
}

std::string CleanPassport() {
  for (const test::Specimen& specimen : test::LoadSpecimens("clean")) {
    if (specimen.type != "TD3" || !specimen.check_digits_ok) continue;
    const auto bytes = test::ReadBytes(specimen.image);
    return {bytes.begin(), bytes.end()};
  }
  FAIL("no clean passport among the specimens");
  return {};
}

TEST_CASE("what a post remembers of a traveller goes to the centre, under keys that it gave",
          "[e2e][central][shared]") {
  Deployment people;
  const int port = FreePort();
  const std::string store = people.File("central.db");
  RunningCentre centre(people, "sqlite:" + store,
                       {"listen.address=127.0.0.1:" + std::to_string(port),
                        "shared.keys=" + people.File("shared-keys")});
  centre.Start();
  Site site;
  const auto start = [&] {
    const pki::KeyPair& post = people.CertificateOf("post-7", pki::Role::kDevice);
    site.Start({"watchlist.file=", "sync.server=127.0.0.1:" + std::to_string(port),
                "sync.authority=" + people.authority().string(),
                "sync.certificate=" + post.certificate.string(), "sync.key=" + post.key.string(),
                "sync.root=" + people.Root(), "sync.store=" + (site.folder() / "lists.db").string(),
                "safeguarding.memory=" + (site.folder() / "people").string(),
                "safeguarding.keys=" + (site.folder() / "people-keys").string()});
  };
  start();
  const auto keys = [](const fs::path& folder) {
    int count = 0;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
      count += entry.path().extension() == ".key" ? 1 : 0;
    }
    return count;
  };
  // Today's period and three ahead.
  REQUIRE(Comes([&] { return keys(site.folder() / "people-keys") >= 4; }));
  CHECK(keys(people.File("shared-keys")) >= 4);

  const auto [status, response] =
      Screen(*site.As(pki::Role::kOfficer), RequestFor(CleanPassport(), NewRequestId()));
  REQUIRE(status.ok());
  const auto parties = [&] {
    return sqlite::Database::Open(store)->QueryInt("SELECT count(*) FROM shared_party").value_or(0);
  };
  CHECK(parties() == 0);
  site.Stop(SIGTERM);  // closes its parties
  start();
  CHECK(Comes([&] { return parties() == 1; }));
  const std::string name = response.screening().name();
  const std::string id = name.substr(name.find('/') + 1);
  REQUIRE(id.size() > 30);
  auto database = sqlite::Database::Open(store);
  auto rows = database->Prepare("SELECT travellers FROM shared_party");
  REQUIRE(rows->Step().value());
  const std::string sealed = rows->Blob(0);
  CHECK(sealed.size() > 100);
  CHECK(sealed.find(id) == std::string::npos);
  site.Stop(SIGTERM);
  centre.Stop(SIGTERM);
}

}  // namespace
}  // namespace chowki::e2e
