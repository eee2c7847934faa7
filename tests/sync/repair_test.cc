#include "sync/repair.h"

#include <algorithm>
#include <future>

#include <catch2/catch.hpp>

#include "support/temp_folder.h"
#include "sync/bundle_import.h"
#include "sync/puller.h"
#include "sync/relay.h"
#include "sync/story_entries.h"
#include "trust/byte_text.h"
#include "trust/refusal.h"

namespace chowki::sync {
namespace {

namespace story = trust::test;
using namespace std::chrono_literals;
using test::People;

// A post that holds 500 people and follows a relay that answers for single buckets.
struct Post {
  story::Deployment deployment;
  test::Relay relay{deployment};
  chowki::test::TempFolder folder;
  FixedClock clock{story::At(50)};
  PostStore store = PostStore::Create(folder / "post.db", deployment.roots[0]).value();
  std::unique_ptr<Centre> centre = Centre::Make({relay.address(), {}, {}, {}}).value();

  Post() {
    deployment.Publish("national", {People("a", 1, 500, "FIRST")});
    deployment.Publish("interpol", {People("i", 1, 20, "FIRST")});
    deployment.Beat();
    Puller puller({&store, centre.get(), &clock, folder / "in", {"interpol", "national"}, {}, {}});
    REQUIRE(puller.Round(0s)->failed.empty());
  }
  void Damage(const std::string& sql) {
    auto rows = sqlite::Database::Open(folder / "post.db").value();
    REQUIRE(rows.Execute(sql).ok());
  }
  Result<std::vector<int>> Mend() { return Repair(store, *centre, "national"); }
  bool IsWhole() {
    const auto list = store.Load("national");
    return list.ok() &&
           list->head().state_root == ToHex(deployment.Newest("national").manifest.state_root);
  }
  Status Import(const std::string& stick) {
    auto beside = PostStore::Open(folder / "post.db").value();
    trust::MemorySource source(trust::AsBytes(stick));
    return ImportBundle(beside, source, {"interpol", "national"}, {}, story::At(50)).status();
  }
};

TEST_CASE("damaged buckets are found and fetched, and no others", "[sync]") {
  Post post;
  CHECK(post.Mend()->empty());
  CHECK(Repair(post.store, *post.centre, "foreign").status().code() == StatusCode::kNotFound);
  post.Damage(
      "DELETE FROM entry WHERE id = 'a-1003';"
      "UPDATE entry SET body = x'0a01' WHERE id = 'a-1100'");
  CHECK(post.store.Load("national").status().code() == StatusCode::kDataLoss);
  const auto damaged = post.Mend();
  INFO(Message(damaged.status()));
  REQUIRE(damaged.ok());
  std::vector<int> expected = {trust::BucketOf("a-1003"), trust::BucketOf("a-1100")};
  std::ranges::sort(expected);
  CHECK(*damaged == expected);
  CHECK(post.IsWhole());
}

TEST_CASE("a list of which nothing is left is mended, 64 buckets at a time", "[sync]") {
  Post post;
  post.Damage("DELETE FROM entry WHERE id LIKE 'a-%'");
  const auto damaged = post.Mend();
  INFO(Message(damaged.status()));
  REQUIRE(damaged.ok());
  CHECK(damaged->size() > 400);
  CHECK(post.IsWhole());
}

TEST_CASE("digests that are damaged themselves are asked for", "[sync]") {
  Post post;
  post.Damage("UPDATE list SET digests = zeroblob(131072) WHERE name = 'national'");
  REQUIRE(post.Mend().ok());
  CHECK(post.store.Examine("national")->kept == post.store.Examine("national")->actual);
  post.Damage(
      "UPDATE list SET digests = zeroblob(131072) WHERE name = 'national';"
      "DELETE FROM entry WHERE id = 'a-1003'");
  CHECK(post.Mend()->size() == 1);
  CHECK(post.IsWhole());
}

TEST_CASE("while a repair waits for a slow relay, the store is read and written", "[sync]") {
  Post post;
  post.Damage("DELETE FROM entry WHERE id = 'a-1003'");
  std::promise<void> asked;
  std::promise<void> go_on;
  post.relay.before_buckets = [&] {
    asked.set_value();
    go_on.get_future().wait();
  };
  auto repair = std::async(std::launch::async, [&] { return post.Mend(); });
  REQUIRE(asked.get_future().wait_for(20s) == std::future_status::ready);

  // Far below the five seconds for which SQLite waits for a lock.
  const auto began = std::chrono::steady_clock::now();
  auto beside = PostStore::Open(post.folder / "post.db").value();
  CHECK(beside.ReadTrust().ok());
  CHECK(beside.Load("interpol")->size() == 20);
  auto change = beside.Begin({"interpol"});
  REQUIRE(change.ok());
  CHECK(change->Commit(change->held()).ok());
  CHECK(std::chrono::steady_clock::now() - began < 3s);

  go_on.set_value();
  const auto damaged = repair.get();
  INFO(Message(damaged.status()));
  REQUIRE(damaged.ok());
  CHECK(damaged->size() == 1);
  CHECK(post.IsWhole());
}

TEST_CASE("a repair begins again when the list moves on meanwhile", "[sync]") {
  Post post;
  post.Damage("DELETE FROM entry WHERE id = 'a-1003'");
  post.deployment.Publish("national", {People("b", 1, 3, "SECOND")});
  post.deployment.Beat();
  const std::string stick = post.deployment.Bundle(1).Bytes();
  int asked = 0;
  post.relay.before_buckets = [&] {
    if (++asked == 1) CHECK(post.Import(stick).ok());
  };
  const auto damaged = post.Mend();
  INFO(Message(damaged.status()));
  REQUIRE(damaged.ok());
  CHECK(asked == 2);
  CHECK(post.store.ReadTrust()->Find("national")->version == 2);
  CHECK(post.IsWhole());
}

TEST_CASE("what a lying relay sends for a bucket is refused, and nothing is written",
          "[sync][attack]") {
  Post post;
  post.Damage("DELETE FROM entry WHERE id = 'a-1003'");
  const auto before = post.store.Examine("national")->actual;
  SECTION("an entry altered") {
    post.relay.spoil_bucket = [](v1::StreamBucketsResponse& bucket) {
      if (bucket.entries_size() > 0) bucket.mutable_entries(0)->back() ^= 1;
    };
    CHECK(trust::RefusalOf(post.Mend().status()) == trust::Refusal::kStateRootMismatch);
  }
  SECTION("an entry held back") {
    post.relay.spoil_bucket = [](v1::StreamBucketsResponse& bucket) { bucket.clear_entries(); };
    CHECK(trust::RefusalOf(post.Mend().status()) == trust::Refusal::kStateRootMismatch);
  }
  SECTION("another bucket") {
    post.relay.spoil_bucket = [](v1::StreamBucketsResponse& bucket) { bucket.set_bucket(4096); };
    CHECK(trust::RefusalOf(post.Mend().status()) == trust::Refusal::kRecordOrder);
  }
  CHECK(post.store.Examine("national")->actual == before);
}

}  // namespace
}  // namespace chowki::sync
