#include "watchlist/snapshot.h"

#include <map>
#include <random>
#include <set>

#include <catch2/catch.hpp>

#include "watchlist/entry_bytes.h"
#include "watchlist/example_entries.h"

namespace chowki::watchlist {
namespace {

Snapshot Make(const std::vector<std::string>& ids) {
  SnapshotBuilder builder;
  for (const std::string& id : ids) REQUIRE(builder.Add(SmallEntry(id)).ok());
  ListState head;
  head.list = "test";
  head.version = 3;
  return std::move(builder).Finish(head);
}

TEST_CASE("entries are found by id, whatever order they came in", "[watchlist]") {
  const Snapshot snapshot = Make({"c", "a", "b10", "b1"});
  CHECK(snapshot.size() == 4);
  for (const std::string id : {"a", "b1", "b10", "c"}) {
    const auto index = snapshot.Find(id);
    REQUIRE(index.has_value());
    CHECK(snapshot.At(*index).id == id);
  }
  for (size_t i = 1; i < snapshot.size(); ++i) {
    CHECK(trust::BucketOf(snapshot.At(i - 1).id) <= trust::BucketOf(snapshot.At(i).id));
  }
  CHECK_FALSE(snapshot.Find("b").has_value());
  CHECK_FALSE(snapshot.Find("d").has_value());
  CHECK(snapshot.head().entries == 4);
  CHECK(snapshot.StateAt(Time()).version == 3);
}

TEST_CASE("the state root depends on the entries only", "[watchlist]") {
  CHECK(Make({"a", "b"}).head().state_root == Make({"b", "a"}).head().state_root);
  CHECK(Make({"a", "b"}).head().state_root != Make({"a", "c"}).head().state_root);
  CHECK(Make({"a"}).head().state_root.size() == 64);
}

TEST_CASE("the state root is the one that the centre signs", "[watchlist]") {
  const Snapshot snapshot = Make({"a", "b", "c"});
  trust::BucketDigests digests = trust::EmptyBuckets();
  for (size_t i = 0; i < snapshot.size(); ++i) {
    trust::BucketHasher hasher;
    hasher.Add(snapshot.At(i).id, Sha256(snapshot.BytesAt(i)));
    digests[static_cast<size_t>(trust::BucketOf(snapshot.At(i).id))] = hasher.Finish();
  }
  CHECK(snapshot.head().state_root == ToHex(trust::StateRoot(digests)));
  CHECK(Make({}).head().state_root == ToHex(trust::StateRoot(trust::EmptyBuckets())));
}

TEST_CASE("a list with changes is the list that has them from the beginning",
          "[watchlist][property]") {
  std::mt19937 random(20261122);
  for (int round = 0; round < 200; ++round) {
    std::map<std::string, std::string> people;
    const auto size = random() % 300;
    for (auto i = size; i > 0; --i) people[std::to_string(random() % 500)] = "BEFORE";
    const auto build = [](const std::map<std::string, std::string>& names) {
      SnapshotBuilder builder;
      for (const auto& [id, name] : names) REQUIRE(builder.Add(SmallEntry(id, name)).ok());
      return std::move(builder).Finish({});
    };
    const Snapshot before = build(people);
    Changes changes;
    std::set<std::string> touched;
    for (auto i = random() % 40; i > 0; --i) {
      const std::string id = std::to_string(random() % 500);
      if (!touched.insert(id).second) continue;
      if (random() % 3 == 0) {
        changes.removed.push_back(id);
        people.erase(id);
      } else {
        changes.put.push_back(SmallEntry(id, "AFTER"));
        people[id] = "AFTER";
      }
    }
    const Snapshot after = before.With(changes, {});
    const Snapshot expected = build(people);
    REQUIRE(after.size() == expected.size());
    CHECK(after.head() == expected.head());
    for (size_t i = 0; i < after.size(); ++i) REQUIRE(after.BytesAt(i) == expected.BytesAt(i));
    // And back: what lies between two lists makes the one of the other.
    CHECK(before.With(expected.ChangesSince(before), {}).head() == expected.head());
    CHECK(after.ChangesSince(expected).put.empty());
    CHECK(after.ChangesSince(expected).removed.empty());
  }
}

TEST_CASE("an id is taken once, and an entry needs one", "[watchlist]") {
  SnapshotBuilder builder;
  CHECK(builder.Add(SmallEntry("a")).ok());
  CHECK(builder.Add(SmallEntry("a", "SOMEBODY ELSE")).code() == StatusCode::kAlreadyExists);
  CHECK(builder.Add(SmallEntry("")).code() == StatusCode::kInvalidArgument);
  CHECK(builder.Add(SmallEntry(std::string(256, 'a'))).code() == StatusCode::kInvalidArgument);
  CHECK(builder.size() == 1);
}

TEST_CASE("bytes that do not agree with the head are refused", "[watchlist]") {
  const Snapshot good = Make({"a", "b"});
  const std::string a(good.BytesAt(0));
  const std::string b(good.BytesAt(1));
  const std::uint64_t both = a.size() + b.size();
  CHECK(Snapshot::FromBytes(good.head(), a + b, {a.size(), both}).ok());

  const auto refused = [](Result<Snapshot> snapshot) {
    return snapshot.status().code() == StatusCode::kDataLoss;
  };
  CHECK(refused(Snapshot::FromBytes(good.head(), b + a, {b.size(), both})));
  CHECK(refused(Snapshot::FromBytes(good.head(), a, {a.size()})));
  CHECK(refused(Snapshot::FromBytes(good.head(), a + b, {both, a.size()})));
  CHECK(refused(Snapshot::FromBytes(good.head(), a + b, {a.size() + 1, both})));
  const std::string changed = ToBytes(SmallEntry(good.At(1).id, "SOMEBODY ELSE"));
  CHECK(refused(
      Snapshot::FromBytes(good.head(), a + changed, {a.size(), a.size() + changed.size()})));
  ListState unnamed = good.head();
  unnamed.state_root.clear();
  CHECK(refused(Snapshot::FromBytes(unnamed, a + b, {a.size(), both})));
}

}  // namespace
}  // namespace chowki::watchlist
