// Posts that are far behind, damaged, or both, at a real centre and a real relay.

#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>

#include "central/office.h"
#include "central/roots.h"
#include "central/version.h"
#include "central_service/mirror.h"
#include "central_service/sync_server.h"
#include "sync/bundle_export.h"
#include "sync/bundle_import.h"
#include "sync/puller.h"
#include "trust/byte_text.h"
#include "trust/refusal.h"

namespace chowki::central_service {
namespace {

using central::test::Office;
using test::SyncServer;

class TrueCentre {
 public:
  TrueCentre(int versions_kept, int steps_kept) {
    central::Publisher::Options options;
    options.versions_kept = versions_kept;
    options.steps_kept = steps_kept;
    office.publisher = std::make_unique<central::Publisher>(
        office.pool.get(),
        central::Publisher::Keys{trust::test::KeyOf("centre"), trust::test::KeyOf("pulse")},
        options, &office.clock);
    Centre parts;
    parts.publisher = office.publisher.get();
    parts.clock = &office.clock;
    server_ = std::make_unique<SyncServer>(parts, office.pool.get(), ServeCentre);
    std::vector<central::test::Row> people;
    for (int i = 0; i < 40; ++i) people.push_back({"p-" + std::to_string(i), "FIRST"});
    Publish(people);
  }
  void Publish(const std::vector<central::test::Row>& rows) {
    office.clock.now += std::chrono::minutes(1);
    REQUIRE(office.Approved(rows, {"removed_share", "changed_share", "list_empty"}).ok());
    const auto published = office.Publish();
    REQUIRE(published.ok());
    newest = published->version;
  }
  // Each version changes p-0 and one of the others.
  void PublishUpTo(std::int64_t version) {
    while (newest.number < version) {
      const std::string edition = "EDITION " + std::to_string(newest.number + 1);
      Publish({{"p-0", edition}, {"p-" + std::to_string(1 + newest.number % 20), edition}});
    }
  }
  [[nodiscard]] sync::CentreAddress address() const { return server_->address(); }

  Office office{"sqlite"};
  central::Version newest;

 private:
  std::unique_ptr<SyncServer> server_;
};

// The same binary without keys.
class Relay {
 public:
  explicit Relay(TrueCentre& centre) : centre_(centre) {
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
  void Round() const {
    const auto line = sync::Centre::Make(centre_.address()).value();
    Mirror mirror({store_.get(), line.get(), &centre_.office.clock, folder_ / "in", 1, 1024});
    REQUIRE(mirror.Round(std::chrono::seconds(0)).ok());
  }
  [[nodiscard]] sync::CentreAddress address() const { return server_->address(); }

 private:
  TrueCentre& centre_;
  chowki::test::TempFolder folder_;
  std::unique_ptr<sql::Pool> store_ =
      central::OpenStore("sqlite:" + (folder_ / "relay.db").string()).value();
  std::unique_ptr<SyncServer> server_;
};

class Post {
 public:
  Post(TrueCentre& centre, bool check_approvals) : centre_(centre) {
    policy.check_approvals = check_approvals;
  }
  Result<sync::Pulled> Pull() { return Pull(centre_.address()); }
  Result<sync::Pulled> Pull(const sync::CentreAddress& from) {
    const auto line = sync::Centre::Make(from).value();
    return PullerAt(*line).Round(std::chrono::seconds(0));
  }
  Status Mend(const sync::CentreAddress& from) {
    const auto line = sync::Centre::Make(from).value();
    return PullerAt(*line).Mend(Office::kList);
  }
  Status Import(const std::string& stick) {
    trust::MemorySource source(trust::AsBytes(stick));
    return sync::ImportBundle(store, source, {Office::kList}, policy, centre_.office.clock.now)
        .status();
  }
  void Damage(const std::string& id) {
    auto rows = sqlite::Database::Open(folder_ / "post.db").value();
    REQUIRE(rows.Execute("DELETE FROM entry WHERE id = '" + id + "'").ok());
  }
  [[nodiscard]] std::int64_t version() { return store.ReadTrust()->Find(Office::kList)->version; }
  // At the centre's newest version, and every entry of it proven.
  [[nodiscard]] bool IsWhole() {
    const auto list = store.Load(Office::kList);
    return list.ok() && list->head().state_root == ToHex(centre_.newest.state_root);
  }
  [[nodiscard]] std::string Fault() {
    const auto faults = store.ReadFaults().value();
    const auto found = faults.find(Office::kList);
    return found == faults.end() ? "" : found->second.reason + ": " + found->second.message;
  }

 private:
  TrueCentre& centre_;
  chowki::test::TempFolder folder_;

  [[nodiscard]] sync::Puller PullerAt(sync::Centre& line) {
    return sync::Puller(
        {&store, &line, &centre_.office.clock, folder_ / "in", {Office::kList}, policy, {}});
  }

 public:
  trust::Policy policy;
  sync::PostStore store =
      sync::PostStore::Create(folder_ / "post.db", centre_.office.people.roots.front()).value();
};

TEST_CASE("a post that checks approvals walks forward over what only single steps are kept of",
          "[central][sync]") {
  TrueCentre centre(2, 1024);
  Post post(centre, true);
  REQUIRE(post.Pull().ok());
  centre.PublishUpTo(71);
  const auto pulled = post.Pull();
  INFO(Message(pulled.status()));
  REQUIRE(pulled.ok());
  CHECK(post.version() == 71);
  CHECK(post.IsWhole());
  CHECK(post.Fault().empty());
}

TEST_CASE("a post that is further behind than steps are kept says why, and what to do",
          "[central][sync]") {
  TrueCentre centre(1, 3);
  Post post(centre, true);
  Post other(centre, true);
  REQUIRE(post.Pull().ok());
  REQUIRE(other.Pull().ok());
  // One that was there all the time, and keeps more.
  const Relay relay(centre);
  for (int version = 1; version <= 7; ++version) {
    centre.PublishUpTo(version);
    relay.Round();
  }
  const auto steps_from = [&](const sync::CentreAddress& from, std::int64_t version,
                              std::ostream& stick) {
    const chowki::test::TempFolder folder;
    const auto line = sync::Centre::Make(from).value();
    sync::ExportOptions options;
    options.first_root = centre.office.people.roots.front();
    options.held[Office::kList] = {};
    options.downloads = folder / "in";
    options.steps_from = version;
    return sync::ExportBundle(*line, options, centre.office.clock.now, stick);
  };
  std::ostringstream stick;
  CHECK(trust::RefusalOf(steps_from(centre.address(), 1, stick)) == trust::Refusal::kFileMissing);
  CHECK(trust::RefusalOf(steps_from(centre.address(), 9, stick)) ==
        trust::Refusal::kStepNotApproved);
  REQUIRE(steps_from(relay.address(), 1, stick).ok());

  CHECK(trust::RefusalOf(post.Pull().status()) == trust::Refusal::kStepNotApproved);
  CHECK(post.version() == 1);
  CHECK(post.Fault().find("STEP_NOT_APPROVED") == 0);
  CHECK(post.Fault().find("bundle export --steps-from") != std::string::npos);
  CHECK(post.Fault().find("--accept-manifest") != std::string::npos);

  SECTION("a bundle with every step brings it on") {
    const Status taken = post.Import(stick.str());
    INFO(Message(taken));
    REQUIRE(taken.ok());
    CHECK(post.version() == 7);
    CHECK(post.IsWhole());
    REQUIRE(post.Pull().ok());
    CHECK(post.Fault().empty());
  }
  SECTION("so does somebody who accepts exactly this manifest") {
    other.policy.accepted_manifest = Sha256("another");
    CHECK(trust::RefusalOf(other.Pull().status()) == trust::Refusal::kStepNotApproved);
    CHECK(other.version() == 1);
    other.policy.accepted_manifest = centre.newest.manifest_sha256;
    const auto pulled = other.Pull();
    INFO(Message(pulled.status()));
    REQUIRE(pulled.ok());
    CHECK(other.version() == 7);
    CHECK(other.IsWhole());
  }
}

TEST_CASE("a post that is damaged and behind gets well by itself", "[central][sync]") {
  const bool check_approvals = GENERATE(false, true);
  // Changed by every later version, removed later, or by none.
  const std::string damaged = GENERATE("p-0", "p-30", "p-39");
  INFO(damaged << (check_approvals ? " with approvals" : ""));
  TrueCentre centre(1, 1024);
  Post post(centre, check_approvals);
  REQUIRE(post.Pull().ok());
  centre.PublishUpTo(3);
  REQUIRE(post.Pull().ok());
  post.Damage(damaged);
  CHECK(post.store.Load(Office::kList).status().code() == StatusCode::kDataLoss);
  centre.PublishUpTo(5);
  centre.Publish({{"p-30", ""}});
  centre.PublishUpTo(8);
  const auto pulled = post.Pull();
  INFO(Message(pulled.status()));
  REQUIRE(pulled.ok());
  CHECK(post.version() == 8);
  // What no step touched is found when the list is read.
  if (!post.IsWhole()) {
    CHECK(damaged == "p-39");
    REQUIRE(post.Mend(centre.address()).ok());
  }
  CHECK(post.IsWhole());
}

TEST_CASE("behind a relay, which has no single buckets, a damaged post takes the snapshot",
          "[central][sync]") {
  TrueCentre centre(1, 1024);
  const Relay relay(centre);
  relay.Round();
  const bool check_approvals = GENERATE(false, true);
  Post post(centre, check_approvals);
  REQUIRE(post.Pull(relay.address()).ok());
  post.Damage("p-7");
  // Of the version that is held: as good with approvals as without.
  REQUIRE(post.Mend(relay.address()).ok());
  CHECK(post.IsWhole());

  post.Damage("p-7");
  centre.PublishUpTo(2);
  relay.Round();
  if (check_approvals) {
    CHECK_FALSE(post.Mend(relay.address()).ok());
    CHECK(post.version() == 1);
    // With the centre's help, by its buckets and the relay's steps.
    REQUIRE(post.Mend(centre.address()).ok());
    REQUIRE(post.Pull(relay.address()).ok());
  } else {
    REQUIRE(post.Mend(relay.address()).ok());
  }
  CHECK(post.version() == 2);
  CHECK(post.IsWhole());
}

}  // namespace
}  // namespace chowki::central_service
