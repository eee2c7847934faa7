// Random histories of a centre and its posts against an oracle that is a std::map: whatever happens
// on the way, in the end every post holds what two persons agreed on.
//
// CHOWKI_HISTORIES=2000 test_histories runs as many as a release is tested with; CHOWKI_SEED=N
// begins with that seed, as a failure prints it.

#include <cstdlib>
#include <fstream>
#include <random>
#include <sstream>

#include <catch2/catch.hpp>

#include "base/log.h"
#include "base/metrics.h"
#include "central/office.h"
#include "central/roots.h"
#include "central_service/centre.h"
#include "central_service/mirror.h"
#include "central_service/sync_server.h"
#include "sync/bundle_export.h"
#include "sync/bundle_import.h"
#include "sync/puller.h"
#include "sync/repair.h"
#include "trust/byte_text.h"
#include "watchlist/entry_bytes.h"

namespace chowki::central_service {
namespace {

namespace fs = std::filesystem;
using central::test::Office;
using central::test::Row;
using test::SyncServer;

constexpr int kPosts = 3;
constexpr int kSteps = 40;
constexpr int kPeople = 40;
constexpr int kMostRows = 8;
constexpr int kFewVersionsKept = 2;

int FromEnvironment(const char* name, int otherwise) {
  const char* wanted = std::getenv(name);
  return wanted != nullptr ? std::stoi(wanted) : otherwise;
}

// Asks until there is nothing new.
Status UntilSettled(const std::function<Result<bool>()>& ask) {
  Result<bool> news = true;
  for (int failures = 0; failures < 10; failures += news.ok() ? 0 : 1) {
    news = ask();
    if (news.ok() && !*news) break;
  }
  return news.status();
}

using People = std::map<std::string, std::string>;  // id -> surname

// What was approved and waits for publication.
struct Pending {
  std::vector<Row> rows;
  std::map<std::string, int> planned_on;  // how often each entry had changed
};

// The centre of a history: the real one, and beside it what it should hold.
class TrueCentre {
 public:
  explicit TrueCentre(std::mt19937& random) : random_(random) {
    central::Publisher::Options options;
    if (random_() % 2 == 0) options.versions_kept = kFewVersionsKept;
    office.publisher = std::make_unique<central::Publisher>(
        office.pool.get(),
        central::Publisher::Keys{trust::test::KeyOf("centre"), trust::test::KeyOf("pulse")},
        options, &office.clock);
    Centre parts;
    parts.publisher = office.publisher.get();
    parts.clock = &office.clock;
    server_ = std::make_unique<SyncServer>(parts, office.pool.get(), ServeCentre);
    Beat();
  }

  [[nodiscard]] sync::CentreAddress address() const { return server_->address(); }

  // Somebody writes a change set, somebody else approves it.
  void Edit() {
    Pending set;
    std::map<std::string, std::string> chosen;
    for (auto n = 1 + random_() % kMostRows; n > 0; --n) {
      chosen["p-" + std::to_string(random_() % kPeople)] =
          random_() % 4 == 0 ? "" : "EDITION " + std::to_string(++editions_);
    }
    for (const auto& [id, surname] : chosen) {
      if (surname.empty() && !people.contains(id)) continue;
      set.rows.push_back({id, surname});
      set.planned_on[id] = changes_[id];
    }
    if (set.rows.empty()) return;
    const auto approved =
        office.Approved(set.rows, {"removed_share", "changed_share", "list_empty"});
    INFO(Message(approved.status()));
    REQUIRE(approved.ok());
    pending_.push_back(std::move(set));
  }

  void Publish() {
    if (pending_.empty()) Edit();
    office.clock.now += std::chrono::minutes(1);
    const auto published = office.Publish();
    std::vector<Pending> waiting;
    waiting.swap(pending_);
    bool any = false;
    for (const Pending& set : waiting) {
      const bool fits =
          std::all_of(set.planned_on.begin(), set.planned_on.end(),
                      [&](const auto& entry) { return changes_[entry.first] == entry.second; });
      if (!fits) continue;  // conflicted: a person plans it anew
      any = true;
      for (const Row& row : set.rows) {
        ++changes_[row.id];
        if (row.surname.empty()) {
          people.erase(row.id);
        } else {
          people[row.id] = row.surname;
        }
      }
    }
    INFO(Message(published.status()));
    REQUIRE(published.ok() == any);
    if (any) ++versions;
  }

  void Beat() {
    office.clock.now += std::chrono::minutes(1);
    REQUIRE(office.publisher->Beat().ok());
  }

  void NextRoot() {
    office.people.NextRoot([](trust::TrustRoot&) {});
    REQUIRE(office.pool
                ->Write([&](sql::Connection& store) {
                  return central::AddRoot(store, office.people.roots.back(), office.clock.now);
                })
                .ok());
    Beat();
  }

  People people;  // as published
  int versions = 0;
  Office office{"sqlite"};

 private:
  std::mt19937& random_;
  std::unique_ptr<SyncServer> server_;
  std::vector<Pending> pending_;
  std::map<std::string, int> changes_;
  int editions_ = 0;
};

// A relay of a history: the same binary without keys.
class TestedRelay {
 public:
  TestedRelay(TrueCentre& centre, const fs::path& folder) : centre_(centre), folder_(folder) {
    fs::create_directories(folder);
    store_ = central::OpenStore("sqlite:" + (folder / "relay.db").string()).value();
    REQUIRE(store_
                ->Write([&](sql::Connection& store) {
                  return central::AddRoot(store, centre.office.people.roots.front(),
                                          centre.office.clock.now);
                })
                .ok());
    Centre parts;
    parts.clock = &centre.office.clock;
    server_ = std::make_unique<SyncServer>(parts, store_.get(), ServeRelay);
  }
  [[nodiscard]] Result<bool> Round() {
    const auto line = sync::Centre::Make(centre_.address()).value();
    Mirror mirror({store_.get(), line.get(), &centre_.office.clock, folder_ / "in", 2});
    return mirror.Round(std::chrono::seconds(0));
  }
  void Settle() {
    const Status settled = UntilSettled([this] { return Round(); });
    INFO(Message(settled));
    REQUIRE(settled.ok());
  }
  [[nodiscard]] sync::CentreAddress address() const { return server_->address(); }

 private:
  TrueCentre& centre_;
  fs::path folder_;
  std::unique_ptr<sql::Pool> store_;
  std::unique_ptr<SyncServer> server_;
};

// A post of a history; one of them checks approvals, and goes by single steps alone.
class TestedPost {
 public:
  TestedPost(TrueCentre& centre, fs::path folder, bool check_approvals)
      : centre_(centre), folder_(std::move(folder)) {
    policy_.check_approvals = check_approvals;
    Forget();
  }

  // Its disk is lost.
  void Forget() {
    store_.reset();
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    store_ = sync::PostStore::Create(file(), centre_.office.people.roots.front()).value();
    seen_ = {};
  }
  void Restart() {
    store_.reset();
    store_ = sync::PostStore::Open(file()).value();
  }
  Result<sync::Pulled> Pull(const sync::CentreAddress& from) {
    const auto line = sync::Centre::Make(from).value();
    sync::Puller puller({&*store_,
                         line.get(),
                         &centre_.office.clock,
                         folder_ / "in",
                         {Office::kList},
                         policy_,
                         {}});
    return puller.Round(std::chrono::seconds(0));
  }
  Status Settle(const sync::CentreAddress& from) {
    return UntilSettled([&]() -> Result<bool> {
      CHOWKI_ASSIGN_OR_RETURN(const sync::Pulled pulled, Pull(from));
      return pulled.confirmed || !pulled.changed.empty();
    });
  }
  void Repair() {
    const auto line = sync::Centre::Make(centre_.address()).value();
    static_cast<void>(sync::Repair(*store_, *line, Office::kList));
  }
  void Sweep() { REQUIRE(store_->Sweep().ok()); }
  // A bad sector, or somebody with a tool.
  void Damage(std::mt19937& random) {
    auto rows = sqlite::Database::Open(file()).value();
    REQUIRE(rows.Execute("DELETE FROM entry WHERE body IS NOT NULL AND id = 'p-" +
                         std::to_string(random() % kPeople) + "'")
                .ok());
  }
  // What it writes on a stick: what brings a post that holds as much as this one to the newest.
  std::string Stick(bool from_nothing) {
    const auto line = sync::Centre::Make(centre_.address()).value();
    sync::ExportOptions options;
    options.first_root = centre_.office.people.roots.front();
    const auto state = store_->ReadTrust().value();
    const trust::HeldList* held = state.Find(Office::kList);
    options.held[Office::kList] = from_nothing || held == nullptr ? trust::HeldList{} : *held;
    options.downloads = folder_ / "stick";
    std::ostringstream out;
    const Status written = sync::ExportBundle(*line, options, centre_.office.clock.now, out);
    return written.ok() ? out.str() : "";
  }
  void Import(const std::string& stick) {
    trust::MemorySource source(trust::AsBytes(stick));
    static_cast<void>(
        sync::ImportBundle(*store_, source, {Office::kList}, policy_, centre_.office.clock.now));
  }
  // It never goes back.
  void LookForward() {
    const auto state = store_->ReadTrust();
    REQUIRE(state.ok());
    const trust::HeldList* held = state->Find(Office::kList);
    const std::int64_t version = held != nullptr ? held->version : 0;
    const std::int64_t beat = state->heartbeat ? state->heartbeat->heartbeat.sequence : 0;
    CHECK(version >= seen_.version);
    CHECK(beat >= seen_.heartbeat);
    seen_ = {version, beat};
  }
  [[nodiscard]] Result<watchlist::Snapshot> Load() { return store_->Load(Office::kList); }

 private:
  [[nodiscard]] fs::path file() const { return folder_ / "post.db"; }
  TrueCentre& centre_;
  fs::path folder_;
  trust::Policy policy_;
  std::optional<sync::PostStore> store_;
  struct {
    std::int64_t version = 0;
    std::int64_t heartbeat = 0;
  } seen_;
};

People PeopleOf(const watchlist::Snapshot& list) {
  People people;
  for (size_t i = 0; i < list.size(); ++i) {
    const watchlist::Entry entry = list.At(i);
    people[entry.id] = entry.names.front().surname;
  }
  return people;
}

// One step of a history, drawn.
void Step(std::mt19937& random, TrueCentre& centre, TestedRelay& relay,
          std::vector<std::unique_ptr<TestedPost>>& posts, std::vector<std::string>& sticks) {
  TestedPost& post = *posts[random() % posts.size()];
  switch (random() % 17) {
    case 0:
    case 1:
    case 2:
      return centre.Edit();
    case 3:
    case 4:
      return centre.Publish();
    case 5:
      return centre.Beat();
    case 6:
      return random() % 3 == 0 ? centre.NextRoot() : post.Sweep();
    case 7:
      return post.Restart();
    case 8:
      return random() % 4 == 0 ? post.Forget() : post.Restart();
    case 9:
      sticks.push_back(post.Stick(random() % 2 == 0));
      return;
    case 10:
    case 11:
      // Any stick, also one that was made for another post, long ago, or already taken in.
      return sticks.empty() ? void() : post.Import(sticks[random() % sticks.size()]);
    case 12:
      return random() % 3 == 0 ? post.Damage(random) : post.Repair();
    case 13:
      return static_cast<void>(relay.Round());
    case 14:
      return static_cast<void>(post.Pull(relay.address()));
    default:
      return static_cast<void>(post.Pull(centre.address()));
  }
}

// returns  how many versions were published.
int RunHistory(unsigned seed) {
  std::mt19937 random(seed);
  TrueCentre centre(random);
  const chowki::test::TempFolder folder;
  TestedRelay relay(centre, folder / "relay");
  std::vector<std::unique_ptr<TestedPost>> posts;
  for (int i = 0; i < kPosts; ++i) {
    posts.push_back(std::make_unique<TestedPost>(centre, folder / std::to_string(i), i == 1));
  }
  std::vector<std::string> sticks;
  for (int step = 0; step < kSteps; ++step) {
    Step(random, centre, relay, posts, sticks);
    for (const auto& post : posts) post->LookForward();
  }
  while (centre.people.empty()) {
    centre.Edit();
    centre.Publish();
  }
  // The line is good again, a relay stands between, or somebody drives.
  relay.Settle();
  std::string root;
  for (size_t i = 0; i < posts.size(); ++i) {
    TestedPost& post = *posts[i];
    if (i == 1) post.Import(post.Stick(false));
    const Status pulled = post.Settle(i == 2 ? relay.address() : centre.address());
    INFO("post " << i << ": " << Message(pulled));
    REQUIRE(pulled.ok());
    auto list = post.Load();
    if (!list.ok()) {
      post.Repair();
      list = post.Load();
    }
    INFO(Message(list.status()));
    REQUIRE(list.ok());
    CHECK(PeopleOf(*list) == centre.people);
    if (i == 0) root = list->head().state_root;
    CHECK(list->head().state_root == root);
  }
  return centre.versions;
}

TEST_CASE("whatever happens on the way, every post ends with the same state root",
          "[central][sync][histories]") {
  log::SetLevel(log::Level::kError);
  const int histories = FromEnvironment("CHOWKI_HISTORIES", 40);
  const int first = FromEnvironment("CHOWKI_SEED", 1);
  int versions = 0;
  for (int i = 0; i < histories; ++i) {
    INFO("CHOWKI_SEED=" << first + i << " CHOWKI_HISTORIES=1");
    versions += RunHistory(static_cast<unsigned>(first + i));
  }
  WARN(histories << " histories from seed " << first << ", " << versions << " versions published");
}

}  // namespace
}  // namespace chowki::central_service
