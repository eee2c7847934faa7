// From a draft to a post that proves what it holds; over both databases.

#include <algorithm>

#include <catch2/catch.hpp>

#include "central/follower.h"
#include "central/office.h"
#include "central/past_version.h"
#include "trust/bucket.h"
#include "watchlist/entry_bytes.h"

namespace chowki::central::test {
namespace {

std::vector<Row> People(int from, int to, const std::string& surname = "ERIKSSON") {
  std::vector<Row> rows;
  for (int i = from; i < to; ++i) rows.push_back({"p-" + std::to_string(i), surname});
  return rows;
}

std::string SurnameAt(const Follower& post, const std::string& id) {
  const auto found = post.entries.entries.find(id);
  if (found == post.entries.entries.end()) return "";
  return watchlist::FromBytes(found->second).value().names.front().surname;
}

TEST_CASE("what two people agree on reaches a post, which proves it", "[central][publication]") {
  Office office(GENERATE("sqlite", "postgres"));
  const bool check_approvals = GENERATE(false, true);
  Follower post(office.people.roots.front(), check_approvals);

  REQUIRE(office.Approved(People(100, 140)).ok());
  const auto first = office.Publish();
  REQUIRE(first.ok());
  CHECK(first->version.number == 1);
  CHECK(first->version.entries == 40);
  REQUIRE(post.CatchUp(*office.pool, Office::kList, office.clock.now).ok());
  CHECK(post.steps == std::vector<std::int64_t>{0});
  CHECK(SurnameAt(post, "p-100") == "ERIKSSON");

  // Two change sets in one version, then one that removes.
  REQUIRE(office.Approved({{"p-101", "LINDQVIST"}, {"p-200", "HOLM"}}).ok());
  REQUIRE(office.Approved({{"p-102", ""}}).ok());
  REQUIRE(office.Publish()->version.number == 2);
  REQUIRE(post.CatchUp(*office.pool, Office::kList, office.clock.now).ok());
  CHECK(post.steps == std::vector<std::int64_t>{1});
  CHECK(SurnameAt(post, "p-101") == "LINDQVIST");
  CHECK(SurnameAt(post, "p-102").empty());

  // Two versions behind, over which an entry comes and goes and another comes back.
  REQUIRE(office.Approved({{"p-300", "NYBERG"}, {"p-102", "BACK"}}).ok());
  REQUIRE(office.Publish().ok());
  REQUIRE(office.Approved({{"p-300", ""}, {"p-103", "TWICE"}}).ok());
  REQUIRE(office.Publish().ok());
  REQUIRE(post.CatchUp(*office.pool, Office::kList, office.clock.now).ok());
  CHECK(post.steps ==
        (check_approvals ? std::vector<std::int64_t>{2, 3} : std::vector<std::int64_t>{2}));
  CHECK(SurnameAt(post, "p-102") == "BACK");
  CHECK(SurnameAt(post, "p-300").empty());

  Follower fresh(office.people.roots.front(), check_approvals);
  REQUIRE(fresh.CatchUp(*office.pool, Office::kList, office.clock.now).ok());
  CHECK(fresh.steps == std::vector<std::int64_t>{0});
  CHECK(fresh.entries.entries == post.entries.entries);
  CHECK(fresh.state.lists == post.state.lists);

  // What bucket repair rests on.
  const auto at = [&](std::int64_t version, const std::string& id) {
    const auto past = office.pool->WriteFor(
        [&](sql::Connection& store) { return PastVersion::Read(store, Office::kList, version); });
    REQUIRE(past.ok());
    const auto digests =
        office.pool->WriteFor([&](sql::Connection& store) { return past->Digests(store); });
    REQUIRE(digests.ok());
    const auto entries = office.pool->WriteFor(
        [&](sql::Connection& store) { return past->EntriesOf(store, trust::BucketOf(id)); });
    REQUIRE(entries.ok());
    return std::pair(trust::BucketDigestsFromBytes(*digests).value(), *entries);
  };
  const auto [digests, bucket] = at(4, "p-101");
  CHECK(trust::StateRoot(digests) == post.state.lists.at(Office::kList).state_root);
  CHECK(std::find(bucket.begin(), bucket.end(), post.entries.entries.at("p-101")) != bucket.end());

  // Also for whoever is behind: each version as it was signed.
  for (std::int64_t version = 1; version < 4; ++version) {
    INFO("version " << version);
    const auto then = office.pool->WriteFor([&](sql::Connection& store) {
      return GetVersion(store, Office::kList, office.people.root.epoch, version);
    });
    const auto [past_digests, past_bucket] = at(version, "p-102");
    CHECK(trust::StateRoot(past_digests) == then->state_root);
    trust::BucketHasher hasher;
    for (const std::string& entry : past_bucket) {
      hasher.Add(watchlist::IdOf(entry), Sha256(entry));
    }
    CHECK(hasher.Finish() == past_digests.at(static_cast<size_t>(trust::BucketOf("p-102"))));
  }
  for (const std::int64_t version : {0, 5}) {
    CHECK(test::ReasonOf(office.pool
                             ->WriteFor([&](sql::Connection& store) {
                               return PastVersion::Read(store, Office::kList, version);
                             })
                             .status()) == "LIST_MOVED");
  }
}

TEST_CASE("publishing again what is published answers with its version", "[central][publication]") {
  Office office(GENERATE("sqlite", "postgres"));
  const auto number = office.Approved(People(1, 5));
  REQUIRE(number.ok());
  const auto first = office.Publish({*number});
  REQUIRE(first.ok());
  const auto again = office.Publish({*number});
  REQUIRE(again.ok());
  CHECK(again->version == first->version);
  CHECK(ReasonOf(office.Publish().status()) == "CHANGE_SET_EMPTY");
}

TEST_CASE("of two change sets that move one entry the second is conflicted",
          "[central][publication]") {
  Office office(GENERATE("sqlite", "postgres"));
  REQUIRE(office.Approved(People(1, 20)).ok());
  REQUIRE(office.Publish().ok());
  const auto one = office.Approved({{"p-1", "FIRST"}});
  const auto two = office.Approved({{"p-1", "SECOND"}, {"p-2", "SECOND"}});
  REQUIRE((one.ok() && two.ok()));
  const auto published = office.Publish();
  REQUIRE(published.ok());
  CHECK(published->conflicted == std::vector<std::int64_t>{*two});
  Follower post(office.people.roots.front(), false);
  REQUIRE(post.CatchUp(*office.pool, Office::kList, office.clock.now).ok());
  CHECK(SurnameAt(post, "p-1") == "FIRST");
  CHECK(SurnameAt(post, "p-2") == "ERIKSSON");
}

TEST_CASE("a revert brings older entries back as a change like any other",
          "[central][publication]") {
  Office office(GENERATE("sqlite", "postgres"));
  REQUIRE(office.Approved(People(1, 30)).ok());
  REQUIRE(office.Publish().ok());
  Follower before(office.people.roots.front(), false);
  REQUIRE(before.CatchUp(*office.pool, Office::kList, office.clock.now).ok());
  REQUIRE(office.Approved({{"p-1", "CHANGED"}, {"p-2", ""}, {"p-99", "NEW"}}).ok());
  REQUIRE(office.Publish().ok());
  REQUIRE(office.Approved({{"p-1", "AGAIN"}, {"p-77", "NEW"}}).ok());
  REQUIRE(office.Publish().ok());

  const auto draft = office.pool->WriteFor([&](sql::Connection& store) {
    return DraftRevert(store, {Office::kList, "back to 1", Content::kChanges, "revert"}, 1,
                       "chitra", office.clock.now);
  });
  REQUIRE(draft.ok());
  const auto plan = office.PlanOf(draft->number);
  REQUIRE(plan.ok());
  CHECK((plan->added == 1 && plan->changed == 1 && plan->removed == 2));
  REQUIRE(office.SubmitAs("chitra", draft->number, {"removed_share"}).ok());
  REQUIRE(office.ApproveAs("bilal", draft->number).ok());
  REQUIRE(office.Publish().ok());
  Follower after(office.people.roots.front(), false);
  REQUIRE(after.CatchUp(*office.pool, Office::kList, office.clock.now).ok());
  REQUIRE(after.entries.entries.size() == before.entries.entries.size());
  for (const auto& [id, bytes] : before.entries.entries) {
    CHECK(SurnameAt(after, id) == SurnameAt(before, id));
  }
  const auto history = office.pool->WriteFor(
      [](sql::Connection& store) { return RevisionsOf(store, Office::kList, "p-1"); });
  REQUIRE(history.ok());
  CHECK(history->size() == 4);
  CHECK(history->front().version == 4);
}

}  // namespace
}  // namespace chowki::central::test
