#include "watchlist/store.h"

#include <fstream>

#include <catch2/catch.hpp>

#include "sqlite/database.h"
#include "support/temp_folder.h"
#include "watchlist/example_entries.h"

namespace chowki::watchlist {
namespace {

namespace fs = std::filesystem;

Snapshot Make(std::int64_t version, int entries = 50) {
  SnapshotBuilder builder;
  for (int i = 0; i < entries; ++i) {
    REQUIRE(builder.Add(FullEntry("uto-" + std::to_string(i))).ok());
  }
  ListState head;
  head.list = "national";
  head.epoch = 2;
  head.version = version;
  head.issued = Time(std::chrono::microseconds(1'700'000'000'123'456));
  return std::move(builder).Finish(head);
}

TEST_CASE("a list comes back from its file as it was", "[watchlist]") {
  const test::TempFolder folder;
  const Snapshot saved = Make(7);
  REQUIRE(Save(saved, folder / "list.db").ok());
  const auto loaded = Load(folder / "list.db");
  INFO(loaded.status().ToString());
  REQUIRE(loaded.ok());
  CHECK(loaded->head() == saved.head());
  REQUIRE(loaded->size() == saved.size());
  for (size_t i = 0; i < saved.size(); ++i) CHECK(loaded->At(i) == saved.At(i));
  CHECK(LoadHead(folder / "list.db").value() == saved.head());
}

TEST_CASE("a new list takes the place of the old one, which a reader may still have open",
          "[watchlist]") {
  const test::TempFolder folder;
  REQUIRE(Save(Make(1, 10), folder / "list.db").ok());
  auto reader =
      sqlite::Database::Open(folder / "list.db", {.access = sqlite::Access::kReadOnly}).value();
  REQUIRE(Save(Make(2, 20), folder / "list.db").ok());
  CHECK(reader.QueryInt("SELECT count(*) FROM entry").value() == 10);
  CHECK(Load(folder / "list.db")->head().version == 2);
  CHECK_FALSE(fs::exists(folder / "list.db.new"));
}

TEST_CASE("changes are written into a list file, and only into the list they were made for",
          "[watchlist]") {
  const test::TempFolder folder;
  const fs::path file = folder / "list.db";
  const Snapshot base = Make(1);
  REQUIRE(Save(base, file).ok());
  Changes changes;
  changes.put = {SmallEntry("uto-7"), SmallEntry("new")};
  changes.removed = {"uto-0", "uto-49"};
  ListState head = base.head();
  head.version = 2;
  const Snapshot updated = base.With(changes, head);
  REQUIRE(SaveChanges(updated, changes, base.head().state_root, file).ok());
  const auto loaded = Load(file);
  INFO(Message(loaded.status()));
  REQUIRE(loaded.ok());
  CHECK(loaded->head() == updated.head());
  CHECK(loaded->size() == 49);
  CHECK(loaded->At(loaded->Find("uto-7").value()) == SmallEntry("uto-7"));

  CHECK(SaveChanges(updated, changes, base.head().state_root, file).code() ==
        StatusCode::kFailedPrecondition);
  CHECK(Load(file)->head() == updated.head());
}

TEST_CASE("a build that cannot finish leaves the old list untouched", "[watchlist]") {
  const test::TempFolder folder;
  REQUIRE(Save(Make(1), folder / "list.db").ok());
  // The side file cannot be made where a folder has its name and is not empty.
  fs::create_directories(folder / "list.db.new/in the way");
  CHECK_FALSE(Save(Make(2), folder / "list.db").ok());
  CHECK(Load(folder / "list.db")->head().version == 1);
  CHECK_FALSE(Save(Make(2), folder / "no/such/folder.db").ok());
}

TEST_CASE("a side file that a killed build left is no obstacle", "[watchlist]") {
  const test::TempFolder folder;
  std::ofstream(folder / "list.db.new") << "half a file";
  CHECK(Save(Make(1), folder / "list.db").ok());
}

TEST_CASE("a list file that was changed by hand is refused", "[watchlist]") {
  const test::TempFolder folder;
  const fs::path path = folder / "list.db";
  const auto change = [&](const std::string& sql) {
    REQUIRE(Save(Make(1), path).ok());
    auto database =
        sqlite::Database::Open(path, {.journal = sqlite::JournalMode::kOneFile}).value();
    REQUIRE(database.Execute(sql).ok());
    return Load(path).status().code();
  };
  CHECK(change("DELETE FROM entry WHERE id = 'uto-3'") == StatusCode::kDataLoss);
  CHECK(change("UPDATE entry SET bucket = 4095 - bucket") == StatusCode::kDataLoss);
  CHECK(change("UPDATE entry SET body = substr(body, 1, 20) WHERE id = 'uto-3'") ==
        StatusCode::kDataLoss);
  CHECK(change("UPDATE list_head SET state_root = ''") == StatusCode::kDataLoss);
  CHECK(change("DELETE FROM list_head") == StatusCode::kDataLoss);
  CHECK(change("UPDATE list_head SET epoch = 2") == StatusCode::kOk);
}

TEST_CASE("what is no list file is told so", "[watchlist]") {
  const test::TempFolder folder;
  CHECK(Load(folder / "none.db").status().code() == StatusCode::kNotFound);
  std::ofstream(folder / "text.db") << std::string(8192, 'x');
  CHECK(Load(folder / "text.db").status().code() == StatusCode::kDataLoss);
  REQUIRE(sqlite::Database::Open(folder / "other.db").ok());
  CHECK(Load(folder / "other.db").status().code() == StatusCode::kFailedPrecondition);
}

}  // namespace
}  // namespace chowki::watchlist
