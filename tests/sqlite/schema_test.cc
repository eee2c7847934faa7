#include "sqlite/schema.h"

#include <catch2/catch.hpp>

#include "support/temp_folder.h"

namespace chowki::sqlite {
namespace {

constexpr Migration kMigrations[] = {
    {"001_first", "CREATE TABLE a (x INTEGER) STRICT; INSERT INTO a VALUES (1);"},
    {"002_second", "CREATE TABLE b (x INTEGER) STRICT; INSERT INTO b SELECT x + 1 FROM a;"},
};
constexpr Schema kOld{"shoe box", 4711, std::span(kMigrations, 1)};
constexpr Schema kNew{"shoe box", 4711, kMigrations};

TEST_CASE("migrations run once, in order, and continue where an older program stopped",
          "[sqlite]") {
  const test::TempFolder folder;
  {
    Database database = Database::Open(folder / "a.db").value();
    REQUIRE(Migrate(database, kOld).ok());
    CHECK(CheckSchema(database, kNew).code() == StatusCode::kFailedPrecondition);
  }
  Database database = Database::Open(folder / "a.db").value();
  REQUIRE(Migrate(database, kNew).ok());
  REQUIRE(Migrate(database, kNew).ok());
  CHECK(database.QueryInt("SELECT x FROM b").value() == 2);
  CHECK(database.QueryInt("SELECT count(*) FROM a").value() == 1);
  CHECK(CheckSchema(database, kNew).ok());
}

TEST_CASE("a file of a newer program is refused and left alone", "[sqlite]") {
  Database database = Database::OpenInMemory().value();
  REQUIRE(Migrate(database, kNew).ok());
  const Status status = Migrate(database, kOld);
  CHECK(status.code() == StatusCode::kFailedPrecondition);
  CHECK(Message(status).find("newer version") != std::string::npos);
  CHECK(CheckSchema(database, kOld).code() == StatusCode::kFailedPrecondition);
  CHECK(database.QueryInt("PRAGMA user_version").value() == 2);
}

TEST_CASE("a file of another kind is refused", "[sqlite]") {
  Database database = Database::OpenInMemory().value();
  REQUIRE(Migrate(database, kNew).ok());
  const Schema other{"hat box", 4712, kMigrations};
  CHECK(Message(Migrate(database, other)).find("no chowki hat box") != std::string::npos);

  Database foreign = Database::OpenInMemory().value();
  REQUIRE(foreign.Execute("CREATE TABLE somebody_elses (x)").ok());
  CHECK(Migrate(foreign, kNew).code() == StatusCode::kFailedPrecondition);
}

TEST_CASE("a migration that fails half way leaves the file as it was", "[sqlite]") {
  constexpr Migration kBroken[] = {
      kMigrations[0],
      {"002_broken", "CREATE TABLE b (x INTEGER) STRICT; INSERT INTO c VALUES (1);"}};
  Database database = Database::OpenInMemory().value();
  const Status status = Migrate(database, {"shoe box", 4711, kBroken});
  CHECK_FALSE(status.ok());
  CHECK(Message(status).find("002_broken") != std::string::npos);
  CHECK(database.QueryInt("PRAGMA user_version").value() == 1);
  CHECK(database.QueryInt("SELECT count(*) FROM sqlite_schema").value() == 1);
}

}  // namespace
}  // namespace chowki::sqlite
