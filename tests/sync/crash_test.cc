// A post under kill -9 and under failing power: it holds one version or the next, whole, and goes
// on.
//
// CHOWKI_KILLS=300 test_sync_crash kills as often as a release is tested with.

#include <catch2/catch.hpp>

#include "support/disk_recorder.h"
#include "support/doomed.h"
#include "support/temp_folder.h"
#include "sync/bundle_import.h"
#include "sync/puller.h"
#include "sync/relay.h"
#include "sync/story_entries.h"
#include "trust/byte_text.h"

namespace chowki::sync {
namespace {

namespace fs = std::filesystem;
using chowki::test::Doom;
using chowki::test::Say;
using std::chrono::microseconds;
using test::People;
using trust::test::Deployment;

constexpr char kList[] = "national";
constexpr int kPeople = 1'200;

// An invented centre, and a post whose process dies again and again.
struct Site {
  Deployment centre;
  chowki::test::TempFolder folder;
  int editions = 0;

  Site() {
    Publish(kPeople);
    Forget();
  }
  [[nodiscard]] fs::path file() const { return folder / "post.db"; }

  void Publish(int people) {
    centre.Publish(kList, {People("a", 1, people, std::to_string(++editions))});
    centre.Beat();
  }
  // A post that has nothing yet.
  void Forget() const {
    for (const char* end : {"", "-wal", "-shm"}) fs::remove(file().string() + end);
    fs::remove_all(folder / "in");
    REQUIRE(PostStore::Create(file(), centre.roots[0]).ok());
  }
  [[nodiscard]] std::int64_t newest() const {
    return centre.lists.at(kList).back().manifest.version;
  }

  // The version that the post holds, proven entry by entry; 0: nothing.
  [[nodiscard]] std::int64_t Held() const { return HeldIn(file()); }
  [[nodiscard]] std::int64_t HeldIn(const fs::path& path) const {
    auto store = PostStore::Open(path);
    INFO(Message(store.status()));
    REQUIRE(store.ok());
    const auto trusted = store->ReadTrust();
    REQUIRE(trusted.ok());
    const trust::HeldList* held = trusted->Find(kList);
    if (held == nullptr) return 0;
    const auto list = store->Load(kList);
    INFO(Message(list.status()));
    REQUIRE(list.ok());
    const auto& signed_version = centre.lists.at(kList).at(static_cast<size_t>(held->version) - 1);
    CHECK(list->head().state_root == ToHex(signed_version.manifest.state_root));
    CHECK(list->size() == signed_version.entries.size());
    CHECK(held->manifest == signed_version.digest);
    return held->version;
  }
};

bool TakeBundle(const fs::path& file, const Deployment& centre, const std::string& bytes) {
  auto store = PostStore::Open(file);
  if (!store.ok()) return false;
  trust::MemorySource source(trust::AsBytes(bytes));
  return ImportBundle(*store, source, {kList}, {}, centre.heartbeat.issued).ok();
}

// Follows the centre once over a real line.
bool Follow(const Site& site, Deployment& centre, const Say& say) {
  test::Relay relay(centre);
  const FixedClock clock(centre.heartbeat.issued);
  auto store = PostStore::Open(site.file());
  auto line = Centre::Make({relay.address(), {}, {}, {}});
  if (!store.ok() || !line.ok() || !(*line)->GetRoots(1).ok()) return false;
  say(0);
  Puller puller({&*store, line->get(), &clock, site.folder / "in", {kList}, {}, {}});
  if (!puller.Round(std::chrono::seconds(0)).ok()) return false;
  while (store->Sweep().value()) {
  }
  return true;
}

// Kills `work`, which brings the post to the newest version, again and again at random moments.
void KillAgainAndAgain(Site& site, int kills, const std::function<bool(const Say&)>& work) {
  // How long it takes when nobody dies.
  const Doom whole = chowki::test::RunUntilKilled(std::chrono::minutes(1), work);
  REQUIRE_FALSE(whole.killed);
  REQUIRE(whole.exit_status == 0);
  REQUIRE(site.Held() == site.newest());

  std::mt19937 random(5);
  std::uniform_int_distribution<std::int64_t> life(0, whole.lived.count() * 3 / 2);
  int before = 0;
  int after = 0;
  for (int kill = 0; kill < kills;) {
    std::int64_t held = site.Held();
    if (held == site.newest()) {
      // Now and then a snapshot: half of the list changes, or the post has nothing.
      site.Publish(kill % 5 == 0 ? kPeople : 100);
      if (kill % 7 == 0) site.Forget();
      held = site.Held();
    }
    const Doom doom = chowki::test::RunUntilKilled(microseconds(life(random)), work);
    INFO("kill " << kill << " after " << doom.lived.count() << " us");
    if (!doom.killed) {
      REQUIRE(doom.exit_status == 0);
      REQUIRE(site.Held() == site.newest());
      continue;  // it was done first: nothing was tried
    }
    ++kill;
    const std::int64_t now = site.Held();
    const bool one_or_the_next = now == held || now == site.newest();
    REQUIRE(one_or_the_next);
    ++(now == held ? before : after);
  }
  WARN(kills << " kills: " << before << " left the version before, " << after << " the next one");
}

TEST_CASE("killed while it follows the centre, a post holds one version or the next",
          "[sync][crash]") {
  Site site;
  KillAgainAndAgain(site, chowki::test::KillsOf(25),
                    [&](const Say& say) { return Follow(site, site.centre, say); });
}

TEST_CASE("killed while it takes a bundle in, a post holds one version or the next",
          "[sync][crash]") {
  Site site;
  KillAgainAndAgain(site, chowki::test::KillsOf(25), [&](const Say& say) {
    const std::string stick = site.centre.Bundle(site.newest() - 1).Bytes();
    say(0);
    return TakeBundle(site.file(), site.centre, stick);
  });
}

TEST_CASE("whichever write of a delta is the last before the power fails, a post is whole",
          "[sync][crash]") {
  Site site;
  REQUIRE(TakeBundle(site.file(), site.centre, site.centre.Bundle().Bytes()));
  const fs::path before = site.folder / "before";
  fs::create_directories(before);
  fs::copy(site.file(), before / "post.db");
  site.Publish(25);
  const std::string stick = site.centre.Bundle(1).Bytes();

  std::vector<chowki::test::DiskStep> steps;
  size_t committed = 0;
  {
    const chowki::test::DiskRecorder disk;
    {
      auto store = PostStore::Open(site.file()).value();
      trust::MemorySource source(trust::AsBytes(stick));
      REQUIRE(ImportBundle(store, source, {kList}, {}, site.centre.heartbeat.issued).ok());
      committed = disk.steps().size();
      REQUIRE_FALSE(store.Sweep().value());
    }
    steps = disk.steps();  // closed: back into one file
  }
  REQUIRE(site.Held() == 2);
  REQUIRE(committed > 50);
  REQUIRE(steps.size() > committed);

  std::mt19937 random(6);
  const fs::path after = site.folder / "after";
  int older = 0;
  int newer = 0;
  for (size_t cut = 0; cut <= steps.size(); ++cut) {
    for (const auto unsynced : {chowki::test::Unsynced::kKept, chowki::test::Unsynced::kLost,
                                chowki::test::Unsynced::kTorn}) {
      INFO("power cut behind step " << cut << " of " << steps.size());
      CutPower(before, steps, cut, unsynced, random, after);
      const std::int64_t held = site.HeldIn(after / "post.db");
      const bool one_or_the_next = held == 1 || held == 2;
      REQUIRE(one_or_the_next);
      if (cut >= committed) REQUIRE(held == 2);
      ++(held == 1 ? older : newer);
      if (held == 1 && cut % 8 == 0) {
        REQUIRE(TakeBundle(after / "post.db", site.centre, stick));
        REQUIRE(site.HeldIn(after / "post.db") == 2);
      }
    }
  }
  WARN(steps.size() << " steps on the disk, " << older + newer << " power cuts: " << older
                    << " left the version before, " << newer << " the next one");
  CHECK(older > 0);
}

}  // namespace
}  // namespace chowki::sync
