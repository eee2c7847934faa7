#include "sync/post_store.h"

#include <catch2/catch.hpp>

#include "support/temp_folder.h"
#include "sync/bundle_import.h"
#include "sync/story_entries.h"
#include "trust/refusal.h"

namespace chowki::sync {
namespace {

using test::People;
using trust::test::At;
using trust::test::Deployment;

const std::set<std::string> kFollows = {"national"};

Status Import(PostStore& store, const Deployment& centre) {
  const std::string bytes = centre.Bundle().Bytes();
  trust::MemorySource source(trust::AsBytes(bytes));
  return ImportBundle(store, source, kFollows, {}, At(50)).status();
}

TEST_CASE("a list is read back as it was signed, whatever led to it", "[sync]") {
  const chowki::test::TempFolder folder;
  Deployment centre;
  auto store = PostStore::Create(folder / "post.db", centre.roots[0]);
  REQUIRE(store.ok());
  CHECK(store->Load("national").status().code() == StatusCode::kNotFound);

  centre.Publish("national", {People("a", 1, 300, "FIRST")});
  centre.Beat();
  REQUIRE(Import(*store, centre).ok());
  const auto first = store->Load("national");
  REQUIRE(first.ok());
  CHECK(first->size() == 300);

  auto draft = People("a", 5, 9, "SECOND");
  draft.changes.push_back({"a-1001", true});
  draft.changes.push_back(test::PutPerson("b-1", "SOMEBODY NEW"));
  const auto& second = centre.Publish("national", {draft});
  centre.Beat();
  REQUIRE(Import(*store, centre).ok());

  // Onto what somebody has already.
  const auto onto = store->Load("national", &*first);
  INFO(Message(onto.status()));
  REQUIRE(onto.ok());
  CHECK(onto->head() == store->Load("national")->head());

  // Also for somebody who opens the file anew.
  auto again = PostStore::Open(folder / "post.db");
  REQUIRE(again.ok());
  const auto list = again->Load("national");
  INFO(Message(list.status()));
  REQUIRE(list.ok());
  CHECK(list->size() == 300);
  CHECK(list->head().version == 2);
  CHECK(list->head().state_root == ToHex(second.manifest.state_root));
  CHECK(list->head().issued == centre.heartbeat.issued);
  CHECK_FALSE(list->Find("a-1001").has_value());
  CHECK(list->At(list->Find("a-1007").value()).names[0].full == "PERSON SECOND");
  CHECK(list->At(list->Find("a-1007").value()).revision == 2);
}

TEST_CASE("a store is made once, and only with a root that holds", "[sync]") {
  const chowki::test::TempFolder folder;
  const Deployment centre;
  CHECK(PostStore::Open(folder / "post.db").status().code() == StatusCode::kNotFound);
  CHECK(trust::RefusalOf(PostStore::Create(folder / "post.db", "nonsense").status()) ==
        trust::Refusal::kEnvelopeMalformed);
  REQUIRE(PostStore::Create(folder / "post.db", centre.roots[0]).ok());
  CHECK(PostStore::Create(folder / "post.db", centre.roots[0]).status().code() ==
        StatusCode::kAlreadyExists);
  CHECK(PostStore::Open(folder / "post.db")->ReadTrust()->root->deployment == "utopia");
}

TEST_CASE("a change that is not committed leaves nothing", "[sync]") {
  const chowki::test::TempFolder folder;
  Deployment centre;
  auto store = PostStore::Create(folder / "post.db", centre.roots[0]).value();
  centre.Publish("national", {People("a", 1, 10, "FIRST")});
  centre.Beat();
  REQUIRE(Import(store, centre).ok());
  {
    auto change = store.Begin(kFollows);
    REQUIRE(change.ok());
    std::string bytes;
    trust::AppendPut(bytes, trust::test::EntryBytes("z", 1, ""));
    const auto record = trust::ParseRecord(bytes).value();
    REQUIRE(change->EntriesOf("national", trust::Onto::kHeld)->Put(*record, {}).ok());
    REQUIRE(change->EntriesOf("national", trust::Onto::kNothing)->Put(*record, {}).ok());
    CHECK(change->EntriesOf("foreign", trust::Onto::kHeld) == nullptr);
  }
  CHECK(store.Load("national")->size() == 10);
  CHECK_FALSE(store.Sweep().value());
}

TEST_CASE("what a snapshot took the place of is swept away", "[sync]") {
  const chowki::test::TempFolder folder;
  Deployment centre;
  auto store = PostStore::Create(folder / "post.db", centre.roots[0]).value();
  centre.Publish("national", {People("a", 1, 100, "FIRST")});
  centre.Beat();
  REQUIRE(Import(store, centre).ok());
  // More than half of the list: the snapshot is the shorter way.
  centre.Publish("national", {People("a", 1, 100, "SECOND")});
  centre.Beat();
  REQUIRE(Import(store, centre).ok());
  auto rows = sqlite::Database::Open(folder / "post.db").value();
  CHECK(rows.QueryInt("SELECT count(*) FROM entry").value() == 200);
  while (store.Sweep().value()) {
  }
  CHECK(rows.QueryInt("SELECT count(*) FROM entry").value() == 100);
  CHECK(store.Load("national")->At(0).names[0].full == "PERSON SECOND");
}

TEST_CASE("the log of a store does not stay as long as the snapshot that was taken in", "[sync]") {
  const chowki::test::TempFolder folder;
  Deployment centre;
  auto store = PostStore::Create(folder / "post.db", centre.roots[0]).value();
  const auto log_bytes = [&] { return std::filesystem::file_size(folder / "post.db-wal"); };
  centre.Publish("national", {People("a", 1, 3000, "FIRST")});
  centre.Beat();
  REQUIRE(Import(store, centre).ok());
  CHECK(log_bytes() == 0);
  centre.Publish("national", {People("a", 7, 9, "SECOND")});
  centre.Beat();
  REQUIRE(Import(store, centre).ok());
  CHECK(log_bytes() > 0);
  CHECK(log_bytes() < 200'000);  // 131 KB of digests in it
  CHECK(store.Load("national")->size() == 3000);
}

TEST_CASE("a store of an older form is brought up to this one when it is opened", "[sync]") {
  const chowki::test::TempFolder folder;
  Deployment centre;
  centre.Publish("national", {People("a", 1, 50, "FIRST")});
  centre.Beat();
  {
    auto store = PostStore::Create(folder / "post.db", centre.roots[0]).value();
    REQUIRE(Import(store, centre).ok());
    auto rows = sqlite::Database::Open(folder / "post.db").value();
    REQUIRE(rows.Execute("CREATE TABLE first_form (generation INTEGER NOT NULL, bucket INTEGER NOT "
                         "NULL, id TEXT NOT NULL, revision INTEGER NOT NULL, body BLOB, "
                         "PRIMARY KEY (generation, bucket, id)) STRICT, WITHOUT ROWID;"
                         "INSERT INTO first_form SELECT generation, bucket, id, revision, body "
                         "FROM entry; DROP TABLE entry; ALTER TABLE first_form RENAME TO entry;"
                         "DROP TABLE fault; PRAGMA user_version = 1")
                .ok());
  }
  auto store = PostStore::Open(folder / "post.db");
  INFO(Message(store.status()));
  REQUIRE(store.ok());
  CHECK(store->Load("national")->size() == 50);
  CHECK(store->ReadFaults()->empty());
  centre.Publish("national", {People("a", 7, 9, "SECOND")});
  centre.Beat();
  CHECK(Import(*store, centre).ok());
}

TEST_CASE("a list that was altered in the file is not loaded", "[sync]") {
  const chowki::test::TempFolder folder;
  Deployment centre;
  auto store = PostStore::Create(folder / "post.db", centre.roots[0]).value();
  centre.Publish("national", {People("a", 1, 10, "FIRST")});
  centre.Beat();
  REQUIRE(Import(store, centre).ok());
  const auto good = store.Load("national");
  auto rows = sqlite::Database::Open(folder / "post.db").value();
  REQUIRE(rows.Execute("DELETE FROM entry WHERE id = 'a-1003'").ok());
  CHECK(store.Load("national").status().code() == StatusCode::kDataLoss);
  // What was in memory before is still what was signed: nothing has to be read.
  CHECK(store.Load("national", &*good).ok());
}

}  // namespace
}  // namespace chowki::sync
