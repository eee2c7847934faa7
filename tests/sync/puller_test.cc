#include "sync/puller.h"

#include <random>

#include <catch2/catch.hpp>

#include "support/temp_folder.h"
#include "sync/bundle_import.h"
#include "sync/relay.h"
#include "sync/story_entries.h"
#include "trust/byte_text.h"
#include "trust/post.h"
#include "trust/refusal.h"

namespace chowki::sync {
namespace {

namespace story = trust::test;
using test::People;

// A post and a relay, both real, between them loopback.
struct Post {
  story::Deployment deployment;
  test::Relay relay{deployment};
  chowki::test::TempFolder folder;
  FixedClock clock{story::At(50)};
  PostStore store = PostStore::Create(folder / "post.db", deployment.roots[0]).value();
  std::unique_ptr<Centre> centre = Centre::Make({relay.address(), {}, {}, {}}).value();
  trust::Policy policy;

  std::set<std::string> follows = {"national"};

  Puller Make() {
    return Puller({&store, centre.get(), &clock, folder / "in", follows, policy, {}});
  }
  Result<Pulled> Pull() { return Make().Round(std::chrono::seconds(0)); }
  std::string Root() { return store.Load("national")->head().state_root; }
  std::string SignedRoot() { return ToHex(deployment.Newest("national").manifest.state_root); }
};

TEST_CASE("a post gets a list and then its changes", "[sync]") {
  Post post;
  post.deployment.Publish("national", {People("a", 1, 400, "FIRST")});
  post.deployment.Beat();
  auto pulled = post.Pull();
  INFO(Message(pulled.status()));
  REQUIRE(pulled.ok());
  CHECK(pulled->changed == std::set<std::string>{"national"});
  CHECK(post.Root() == post.SignedRoot());

  pulled = post.Pull();
  REQUIRE(pulled.ok());
  CHECK(pulled->changed.empty());
  CHECK_FALSE(pulled->confirmed);

  post.deployment.Publish("national", {People("a", 7, 9, "SECOND")});
  post.deployment.Beat();
  post.relay.bytes_sent = 0;
  REQUIRE(post.Pull()->changed.size() == 1);
  CHECK(post.Root() == post.SignedRoot());
  CHECK(post.relay.bytes_sent < 2'000);  // a delta

  post.deployment.Beat();
  CHECK(post.Pull()->confirmed);
  CHECK(post.store.Load("national")->head().issued == post.deployment.heartbeat.issued);
}

TEST_CASE("a post that checks approvals takes each step with its two signatures", "[sync]") {
  Post post;
  post.policy.check_approvals = true;
  post.deployment.Publish("national", {People("a", 1, 50, "FIRST")});
  post.deployment.Beat();
  REQUIRE(post.Pull().ok());
  for (const char* edition : {"SECOND", "THIRD", "FOURTH"}) {
    post.deployment.Publish("national", {People("a", 7, 9, edition)});
  }
  post.deployment.Beat();
  const auto pulled = post.Pull();
  INFO(Message(pulled.status()));
  REQUIRE(pulled.ok());
  CHECK(post.Root() == post.SignedRoot());

  auto draft = People("a", 7, 9, "FIFTH");
  draft.signers = {"amina"};
  post.deployment.Publish("national", {draft});
  post.deployment.Beat();
  CHECK(trust::RefusalOf(post.Pull().status()) == trust::Refusal::kSelfApproval);
  CHECK(post.store.Load("national")->head().version == 4);
}

TEST_CASE("a list that is broken is told, and the others come all the same", "[sync]") {
  Post post;
  post.follows = {"interpol", "missing", "national"};
  for (const std::string& list : post.follows) {
    post.deployment.Publish(list, {People(list, 1, 30, "FIRST")});
  }
  const Digest file = post.deployment.Newest("missing").manifest.snapshot->sha256;
  const std::string whole = post.deployment.files.at(file);
  post.deployment.files.at(file).back() ^= 1;
  post.deployment.Beat();
  auto pulled = post.Pull();
  REQUIRE(pulled.ok());
  CHECK(pulled->changed == std::set<std::string>{"interpol", "national"});
  REQUIRE(pulled->failed.size() == 1);
  CHECK(trust::RefusalOf(pulled->failed.at("missing")) == trust::Refusal::kChunkDigestMismatch);

  // Nothing new for the others is no failure of theirs; they may also be asked for alone.
  pulled = post.Pull();
  REQUIRE(pulled.ok());
  CHECK(pulled->changed.empty());
  CHECK(pulled->failed.contains("missing"));
  pulled = post.Make().Round(std::chrono::seconds(0), {"interpol", "national"});
  REQUIRE(pulled.ok());
  CHECK(pulled->failed.empty());
  CHECK_FALSE(post.Make().Round(std::chrono::seconds(0), {"missing"}).ok());

  post.deployment.files.at(file) = whole;
  pulled = post.Pull();
  REQUIRE(pulled.ok());
  CHECK(pulled->failed.empty());
  CHECK(pulled->changed == std::set<std::string>{"missing"});
  CHECK(post.store.Load("missing")->size() == 30);
}

TEST_CASE("a new trust root is followed, whoever hands it on", "[sync]") {
  Post post;
  post.deployment.Publish("national", {People("a", 1, 20, "FIRST")});
  post.deployment.Beat();
  REQUIRE(post.Pull().ok());
  post.deployment.NextRoot([](trust::TrustRoot& root) { root.expires = story::At(24L * 700); });
  post.deployment.NextRoot([](trust::TrustRoot& root) { root.expires = story::At(24L * 800); });
  REQUIRE(post.Pull().ok());
  CHECK(post.store.ReadTrust()->root->version == 3);
}

TEST_CASE("a relay that lies is refused with its reason, and what is held stays",
          "[sync][attack]") {
  Post post;
  post.deployment.Publish("national", {People("a", 1, 50, "FIRST")});
  post.deployment.Beat();
  const std::string old_manifest = post.deployment.Newest("national").envelope;
  REQUIRE(post.Pull().ok());
  const std::string root = post.Root();
  post.deployment.Publish("national", {People("a", 1, 3, "SECOND")});
  post.deployment.Beat();
  const auto refusal = [&] { return trust::RefusalOf(post.Pull().status()); };

  SECTION("holds the manifest back") {
    post.relay.spoil_head = [](v1::GetHeadResponse& head) { head.clear_manifests(); };
    CHECK(refusal() == trust::Refusal::kManifestMissing);
  }
  SECTION("hands on the old manifest") {
    post.relay.spoil_head = [&](v1::GetHeadResponse& head) { head.set_manifests(0, old_manifest); };
    CHECK(refusal() == trust::Refusal::kManifestRollback);
  }
  SECTION("alters the manifest") {
    post.relay.spoil_head = [](v1::GetHeadResponse& head) {
      std::string& bytes = *head.mutable_manifests(0);
      bytes[bytes.size() / 2] ^= 1;
    };
    CHECK(refusal().has_value());
  }
  SECTION("alters the heartbeat") {
    post.relay.spoil_head = [](v1::GetHeadResponse& head) {
      std::string& bytes = *head.mutable_heartbeat();
      bytes[bytes.size() / 2] ^= 1;
    };
    CHECK(refusal().has_value());
  }
  SECTION("alters the file") {
    post.relay.spoil_piece = [](std::string& piece) { piece.back() ^= 1; };
    CHECK(refusal() == trust::Refusal::kChunkDigestMismatch);
  }
  SECTION("promises a root that it does not have") {
    post.relay.spoil_head = [](v1::GetHeadResponse& head) { head.set_root_version(9); };
    CHECK(post.Pull().ok());
    post.relay.spoil_head = {};
    return;
  }
  post.relay.spoil_head = {};
  post.relay.spoil_piece = {};
  CHECK(post.Root() == root);
  // An honest one later is taken as if nothing had been.
  REQUIRE(post.Pull().ok());
  CHECK(post.Root() == post.SignedRoot());
}

TEST_CASE("a round that broke after the heartbeat is finished by the next one", "[sync]") {
  Post post;
  post.deployment.Publish("national", {People("a", 1, 50, "FIRST")});
  post.deployment.Beat();
  post.relay.breaks_after = 10;
  CHECK(post.Pull().status().code() == StatusCode::kUnavailable);
  CHECK(post.store.ReadTrust()->heartbeat.has_value());
  post.relay.breaks_after = 0;
  REQUIRE(post.Pull().ok());
  CHECK(post.Root() == post.SignedRoot());
}

TEST_CASE("a list that diverged gets the snapshot", "[sync]") {
  Post post;
  post.deployment.Publish("national", {People("a", 1, 500, "FIRST")});
  post.deployment.Beat();
  REQUIRE(post.Pull().ok());
  auto rows = sqlite::Database::Open(post.folder / "post.db").value();
  REQUIRE(rows.Execute("UPDATE entry SET body = x'0a01' WHERE id = 'a-1007'").ok());
  auto draft = People("a", 8, 9, "SECOND");
  // Into the damaged bucket, so that it is digested anew.
  draft.changes.push_back({"a-1007", true});
  REQUIRE(rows.Execute("UPDATE entry SET revision = 90 WHERE id = 'a-1007'").ok());
  post.deployment.Publish("national", {draft});
  post.deployment.Beat();
  const auto pulled = post.Pull();
  INFO(Message(pulled.status()));
  REQUIRE(pulled.ok());
  CHECK(post.Root() == post.SignedRoot());
}

TEST_CASE("whatever happens on the way, a post ends with what was signed", "[sync][property]") {
  std::mt19937 random(4);
  Post post;
  std::set<std::string> alive;
  for (int round = 0; round < 40; ++round) {
    if (random() % 3 != 0) {
      story::ChangeSetDraft draft;
      std::set<std::string> ids;
      for (auto n = 1 + random() % 20; n > 0; --n) {
        ids.insert("p-" + std::to_string(100 + random() % 80));
      }
      for (const std::string& id : ids) {
        if (alive.contains(id) && random() % 3 == 0) {
          draft.changes.push_back({id, true});
          alive.erase(id);
        } else {
          draft.changes.push_back(test::PutPerson(id, "ROUND " + std::to_string(round)));
          alive.insert(id);
        }
      }
      post.deployment.Publish("national", {draft});
    }
    if (random() % 10 == 0) post.deployment.NextRoot([](trust::TrustRoot&) {});
    post.deployment.Beat();
    post.relay.breaks_after = random() % 3 == 0 ? 1 + static_cast<std::int64_t>(random() % 600) : 0;
    if (random() % 5 == 0) {
      // Restarted.
      post.store = PostStore::Open(post.folder / "post.db").value();
    }
    static_cast<void>(post.Pull());
  }
  post.relay.breaks_after = 0;
  REQUIRE(post.Pull().ok());
  CHECK(post.Root() == post.SignedRoot());
  CHECK(post.store.Load("national")->size() == alive.size());
}

TEST_CASE("a bundle that somebody brings while files are on their way is not undone", "[sync]") {
  Post post;
  post.deployment.Publish("national", {People("a", 1, 200, "FIRST")});
  post.deployment.Beat();
  const std::string older = post.deployment.lists["national"].back().envelope;
  const std::string older_heartbeat = post.deployment.heartbeat_envelope;
  post.deployment.Publish("national", {People("a", 7, 9, "SECOND")});
  post.deployment.Beat();
  const std::string stick = post.deployment.Bundle().Bytes();
  // The relay is one version behind; the stick arrives in the middle.
  post.relay.spoil_head = [&](v1::GetHeadResponse& head) {
    head.set_heartbeat(older_heartbeat);
    head.clear_manifests();
    head.add_manifests(older);
  };
  bool brought = false;
  post.relay.spoil_piece = [&](std::string&) {
    if (brought) return;
    brought = true;
    auto beside = PostStore::Open(post.folder / "post.db").value();
    trust::MemorySource source(trust::AsBytes(stick));
    CHECK(ImportBundle(beside, source, {"national"}, {}, story::At(50)).ok());
  };
  CHECK(post.Pull().status().code() == StatusCode::kAborted);
  CHECK(brought);
  CHECK(post.Root() == post.SignedRoot());
  CHECK(post.store.Load("national")->head().version == 2);

  post.relay.spoil_head = {};
  REQUIRE(post.Pull().ok());
  CHECK(post.Root() == post.SignedRoot());
}

TEST_CASE("a post tells how it is", "[sync]") {
  Post post;
  post.deployment.Publish("national", {People("a", 1, 5, "FIRST")});
  post.deployment.Beat();
  REQUIRE(post.Pull().ok());
  REQUIRE(post.centre->Report(post.store.ReadTrust().value(), {3, 1000, "DISK_LOW"}).ok());
  CHECK(post.relay.LastReport().held(0).version() == 1);
  CHECK(post.relay.LastReport().last_error_reason() == "DISK_LOW");
}

}  // namespace
}  // namespace chowki::sync
