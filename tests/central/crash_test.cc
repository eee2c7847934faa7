// The centre under kill -9 and under failing power: nothing acknowledged is lost or doubled, and
// every version that is there can be proven by a post.

#include <catch2/catch.hpp>

#include "central/follower.h"
#include "central/intake.h"
#include "central/office.h"
#include "support/disk_recorder.h"
#include "support/doomed.h"

namespace chowki::central::test {
namespace {

namespace fs = std::filesystem;
using chowki::test::Say;
using std::chrono::microseconds;

constexpr char kDevice[] = "post-1";

std::string StoreAt(const fs::path& file) { return "sqlite:" + file.string(); }

// An office that goes on where the one of an earlier process stopped.
struct ReopenedOffice : Office {
  ReopenedOffice(const fs::path& file, int life) : Office(StoreAt(file)) {
    requests = life * 1'000;
    clock.now = trust::test::At(24L * life);
  }
};

std::vector<Row> People(int from, int to, const std::string& surname) {
  std::vector<Row> rows;
  for (int i = from; i < to; ++i) rows.push_back({"p-" + std::to_string(i), surname});
  return rows;
}

std::int64_t Count(Office& office, const std::string& what) {
  return office.pool
      ->ReadFor([&](sql::Connection& store) { return store.QueryInt("SELECT " + what); })
      .value();
}

using Work = std::function<bool(int life, int times, const Say& say)>;

constexpr int kWithoutEnd = 1'000'000'000;
constexpr int kTimesOfLife = 3;  // a life is at most as long as it takes to do it so often

// Has the work done again and again by processes that are killed at random moments; looks after
// each at what it said.
void KillAgainAndAgain(
    int kills, const Work& work,
    const std::function<void(int life, const std::vector<std::int64_t>&)>& look) {
  const auto whole = chowki::test::RunUntilKilled(
      std::chrono::minutes(1), [&](const Say& say) { return work(0, kTimesOfLife, say); });
  REQUIRE_FALSE(whole.killed);
  REQUIRE(whole.exit_status == 0);
  look(0, whole.said);
  std::mt19937 random(8);
  std::uniform_int_distribution<std::int64_t> lives(0, whole.lived.count());
  for (int life = 1; life <= kills; ++life) {
    const auto doom = chowki::test::RunUntilKilled(
        microseconds(lives(random)), [&](const Say& say) { return work(life, kWithoutEnd, say); });
    INFO("life " << life << ", " << doom.lived.count() << " us");
    REQUIRE(doom.killed);
    look(life, doom.said);
  }
}

// Approves and publishes. Says -N for change set N once it is approved, V for version V once it is
// published.
bool Publish(const fs::path& file, int life, int times, const Say& say) {
  ReopenedOffice office(file, life);
  say(0);
  for (int i = 0; i < times; ++i) {
    const int first = (life * 1'000 + i) * 20;
    const auto approved = office.Approved(People(first, first + 20, "SOMEBODY"));
    if (!approved.ok()) return false;
    say(-*approved);
    const auto published = office.Publish();
    if (!published.ok()) return false;
    say(published->version.number);
  }
  return true;
}

TEST_CASE("killed while it approves and publishes, the centre loses and doubles nothing",
          "[central][crash]") {
  const chowki::test::TempFolder folder;
  const fs::path file = folder / "central.db";
  { const ReopenedOffice made(file, 0); }
  Follower post(trust::test::Deployment().roots.front(), true);
  std::int64_t acknowledged = 0;
  const int kills = chowki::test::KillsOf(25);
  const auto work = [&](int life, int times, const Say& say) {
    return Publish(file, life, times, say);
  };
  KillAgainAndAgain(kills, work, [&](int life, const std::vector<std::int64_t>& all_said) {
    ReopenedOffice office(file, life);
    const std::int64_t newest = Count(office, "ifnull(max(version), 0) FROM version");
    for (const std::int64_t said : all_said) {
      if (said > 0) acknowledged = std::max(acknowledged, said);
      if (said < 0) {
        INFO("change set " << -said);
        const auto set = office.pool->ReadFor(
            [said](sql::Connection& store) { return GetChangeSet(store, -said); });
        REQUIRE(set.ok());
        const bool kept = set->state == State::kApproved || set->state == State::kPublished;
        CHECK(kept);
      }
    }
    // One more may have been published without anybody hearing of it.
    const bool heard_of = newest == acknowledged || newest == acknowledged + 1;
    CHECK(heard_of);
    acknowledged = newest;
    CHECK(Count(office, "count(*) FROM version") == newest);
    // Step by step, each with the signatures of two persons.
    const Status followed = post.CatchUp(*office.pool, Office::kList, office.clock.now);
    INFO(Message(followed));
    REQUIRE(followed.ok());
    CHECK(post.state.lists.at(Office::kList).version == newest);
  });
  WARN(kills << " kills, " << acknowledged << " versions published");
  CHECK(acknowledged > kTimesOfLife);
}

Event EventOf(std::int64_t sequence) {
  return {sequence, 1'793'491'200'000'000 + sequence, "screening",
          "event " + std::to_string(sequence)};
}

Digest HashOf(const Event& event, const Digest& previous) {
  return Sha256(ToHex(previous) + std::to_string(event.sequence) + event.payload);
}

// Sends what a post that dies now and then would: some of it again.
bool SendEvents(const fs::path& file, int life, int times, const Say& say) {
  const auto store = OpenStore(StoreAt(file));
  if (!store.ok()) return false;
  std::mt19937 random(static_cast<unsigned>(life));
  say(0);
  auto cursor =
      (*store)->ReadFor([](sql::Connection& connection) { return GetCursor(connection, kDevice); });
  for (int i = 0; i < times && cursor.ok(); ++i) {
    const std::int64_t again = std::min<std::int64_t>(cursor->sequence, random() % 20);
    std::vector<Event> batch;
    for (std::int64_t n = 1 + random() % 40; n > 0; --n) {
      batch.push_back(EventOf(cursor->sequence - again + std::ssize(batch) + 1));
    }
    cursor = (*store)->WriteFor([&](sql::Connection& connection) {
      return TakeEvents(connection, kDevice, 1, batch, HashOf, trust::test::At(life));
    });
    if (cursor.ok()) say(cursor->sequence);
  }
  return cursor.ok();
}

TEST_CASE("killed while it takes events in, the centre has each acknowledged one once",
          "[central][crash]") {
  const chowki::test::TempFolder folder;
  const fs::path file = folder / "central.db";
  { const ReopenedOffice made(file, 0); }
  std::int64_t checked = 0;
  Digest chain{};
  const int kills = chowki::test::KillsOf(25);
  const auto work = [&](int life, int times, const Say& say) {
    return SendEvents(file, life, times, say);
  };
  KillAgainAndAgain(kills, work, [&](int life, const std::vector<std::int64_t>& all_said) {
    ReopenedOffice office(file, life);
    const auto cursor =
        office.pool->ReadFor([](sql::Connection& store) { return GetCursor(store, kDevice); });
    REQUIRE(cursor.ok());
    CHECK(cursor->sequence >= all_said.back());
    CHECK(Count(office, "count(*) FROM event") == cursor->sequence);
    CHECK(Count(office, "count(DISTINCT sequence) FROM event") == cursor->sequence);
    while (checked < cursor->sequence) chain = HashOf(EventOf(++checked), chain);
    CHECK(cursor->chain == chain);
  });
  WARN(kills << " kills, " << checked << " events");
  CHECK(checked > 0);
}

TEST_CASE(
    "whichever write of a publication is the last before the power fails, the centre is whole",
    "[central][crash]") {
  const chowki::test::TempFolder folder;
  const fs::path file = folder / "central.db";
  const fs::path before = folder / "before";
  fs::create_directories(before);
  {
    ReopenedOffice office(file, 0);
    REQUIRE(office.Approved(People(0, 60, "FIRST")).ok());
    REQUIRE(office.Publish().ok());
    REQUIRE(office.Approved(People(0, 5, "SECOND")).ok());
  }
  fs::copy(file, before / "central.db");
  std::vector<chowki::test::DiskStep> steps;
  size_t begun = 0;
  size_t committed = 0;
  {
    const chowki::test::DiskRecorder disk;
    {
      ReopenedOffice office(file, 1);
      begun = disk.steps().size();
      REQUIRE(office.Publish()->version.number == 2);
      committed = disk.steps().size();
    }
    steps = disk.steps();
  }
  std::mt19937 random(10);
  int older = 0;
  for (size_t cut = begun; cut <= steps.size(); ++cut) {
    for (const auto unsynced : {chowki::test::Unsynced::kKept, chowki::test::Unsynced::kLost,
                                chowki::test::Unsynced::kTorn}) {
      INFO("power cut behind step " << cut << " of " << steps.size());
      CutPower(before, steps, cut, unsynced, random, folder / "after");
      ReopenedOffice office(folder / "after" / "central.db", 2);
      Follower post(office.people.roots.front(), true);
      const Status followed = post.CatchUp(*office.pool, Office::kList, office.clock.now);
      INFO(Message(followed));
      REQUIRE(followed.ok());
      const std::int64_t newest = post.state.lists.at(Office::kList).version;
      if (newest == 1) {
        ++older;
        REQUIRE(cut < committed);
        REQUIRE(office.Publish()->version.number == 2);
      } else {
        REQUIRE(newest == 2);
      }
    }
  }
  WARN(steps.size() - begun << " steps on the disk, three power cuts behind each, " << older
                            << " left the version before");
  CHECK(older > 0);
}

}  // namespace
}  // namespace chowki::central::test
