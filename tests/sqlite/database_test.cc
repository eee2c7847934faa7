#include "sqlite/database.h"

#include <fstream>

#include <catch2/catch.hpp>

#include "sqlite/transaction.h"
#include "support/temp_folder.h"

namespace chowki::sqlite {
namespace {

namespace fs = std::filesystem;

Database Open(const fs::path& path, const OpenOptions& options = {}) {
  auto database = Database::Open(path, options);
  INFO(database.status().ToString());
  REQUIRE(database.ok());
  return std::move(database).value();
}

constexpr char kTable[] =
    "CREATE TABLE thing (id INTEGER PRIMARY KEY, number REAL, name TEXT, bytes BLOB) STRICT";

TEST_CASE("values of every type come back as they were bound", "[sqlite]") {
  Database database = Database::OpenInMemory().value();
  REQUIRE(database.Execute(kTable).ok());
  Statement insert = database.Prepare("INSERT INTO thing VALUES (?, ?, ?, ?)").value();
  const std::string name("O'Neill; DROP TABLE thing;--\0x", 30);
  const Digest digest = Sha256(std::string_view("x"));
  REQUIRE(insert.Run(std::int64_t{1} << 60, 0.25, name, digest).ok());
  REQUIRE(insert.Run(3, nullptr, "", Bytes()).ok());
  REQUIRE(insert.Run(2, std::optional<double>(), std::optional<std::string>("x"), nullptr).ok());

  Statement select =
      database.Prepare("SELECT id, number, name, bytes FROM thing ORDER BY id DESC").value();
  REQUIRE(select.Step().value());
  CHECK(select.Int(0) == std::int64_t{1} << 60);
  CHECK(select.Double(1) == 0.25);
  CHECK(select.Text(2) == name);
  CHECK(select.DigestAt(3) == digest);
  REQUIRE(select.Step().value());
  CHECK(select.IsNull(1));
  CHECK(select.Text(2).empty());
  CHECK_FALSE(select.IsNull(2));
  CHECK_FALSE(select.IsNull(3));
  REQUIRE(select.Step().value());
  CHECK(select.IsNull(1));
  CHECK(select.Text(2) == "x");
  CHECK(select.IsNull(3));
  CHECK_FALSE(select.DigestAt(3).has_value());
  CHECK_FALSE(select.Step().value());
}

TEST_CASE("a wrong number of values is told, not run", "[sqlite]") {
  Database database = Database::OpenInMemory().value();
  Statement query = database.Prepare("SELECT ?, ?").value();
  CHECK(query.Bind(1).code() == StatusCode::kInvalidArgument);
  CHECK(query.Bind(1, 2, 3).code() == StatusCode::kInvalidArgument);
  CHECK(query.Bind(1, 2).ok());
}

TEST_CASE("an uncommitted transaction leaves nothing behind", "[sqlite]") {
  Database database = Database::OpenInMemory().value();
  REQUIRE(database.Execute(kTable).ok());
  {
    auto transaction = Transaction::BeginWrite(database);
    REQUIRE(transaction.ok());
    REQUIRE(database.Execute("INSERT INTO thing (id) VALUES (1)").ok());
  }
  CHECK(database.QueryInt("SELECT count(*) FROM thing").value() == 0);
  {
    auto transaction = Transaction::BeginWrite(database);
    REQUIRE(transaction.ok());
    REQUIRE(database.Execute("INSERT INTO thing (id) VALUES (1)").ok());
    REQUIRE(transaction->Commit().ok());
  }
  CHECK(database.QueryInt("SELECT count(*) FROM thing").value() == 1);
}

TEST_CASE("the careful settings hold on every connection", "[sqlite]") {
  const test::TempFolder folder;
  Database database = Open(folder / "a.db", {.durable = true});
  CHECK(database.QueryInt("PRAGMA foreign_keys").value() == 1);
  CHECK(database.QueryInt("PRAGMA trusted_schema").value() == 0);
  CHECK(database.QueryInt("PRAGMA synchronous").value() == 2);
  Statement mode = database.Prepare("PRAGMA journal_mode").value();
  REQUIRE(mode.Step().value());
  CHECK(mode.Text(0) == "wal");
  CHECK(fs::status(folder / "a.db").permissions() ==
        (fs::perms::owner_read | fs::perms::owner_write));
}

TEST_CASE("constraints are told by code and without the value", "[sqlite]") {
  Database database = Database::OpenInMemory().value();
  REQUIRE(database.Execute("CREATE TABLE name (text TEXT PRIMARY KEY NOT NULL) STRICT").ok());
  Statement insert = database.Prepare("INSERT INTO name VALUES (?)").value();
  REQUIRE(insert.Run("ERIKSSON").ok());
  const Status twice = insert.Run("ERIKSSON");
  CHECK(twice.code() == StatusCode::kAlreadyExists);
  CHECK(Message(twice).find("ERIKSSON") == std::string::npos);
  CHECK(insert.Run(nullptr).code() == StatusCode::kFailedPrecondition);
  CHECK(insert.Run("STENBERG").ok());
}

TEST_CASE("a missing file, a folder and a file of something else are told apart", "[sqlite]") {
  const test::TempFolder folder;
  CHECK(Database::Open(folder / "none.db", {.access = Access::kReadOnly}).status().code() ==
        StatusCode::kNotFound);
  CHECK(Database::Open(folder / "no/such/folder.db").status().code() == StatusCode::kNotFound);
  CHECK(Database::Open(folder.path()).status().code() == StatusCode::kNotFound);
  std::ofstream(folder / "text.db") << std::string(4096, 'x');
  CHECK(Database::Open(folder / "text.db").status().code() == StatusCode::kDataLoss);
}

TEST_CASE("a damaged page is data loss, not an empty answer", "[sqlite]") {
  const test::TempFolder folder;
  {
    Database database = Open(folder / "a.db", {.journal = JournalMode::kOneFile});
    REQUIRE(database.Execute(kTable).ok());
    REQUIRE(database
                .Execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
                         "5000) INSERT INTO thing (id, name) SELECT i, 'abcdefgh' FROM n")
                .ok());
    REQUIRE(database.CheckIntegrity().ok());
  }
  {
    std::fstream file(folder / "a.db", std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(4096 * 4);
    file << std::string(4096, '\x7f');
  }
  Database database = Open(folder / "a.db", {.access = Access::kReadOnly});
  CHECK(database.CheckIntegrity().code() == StatusCode::kDataLoss);
  Statement all = database.Prepare("SELECT sum(length(name)) FROM thing").value();
  CHECK(all.Step().status().code() == StatusCode::kDataLoss);
}

TEST_CASE("a full disk is resource exhaustion, and what was committed stays", "[sqlite]") {
  const test::TempFolder folder;
  Database database = Open(folder / "a.db");
  REQUIRE(database.Execute(kTable).ok());
  REQUIRE(database.Execute("INSERT INTO thing (id) VALUES (1)").ok());
  REQUIRE(database.Execute("PRAGMA max_page_count = 4").ok());
  {
    auto transaction = Transaction::BeginWrite(database);
    REQUIRE(transaction.ok());
    const Status full =
        database.Execute("INSERT INTO thing (id, bytes) VALUES (2, zeroblob(100000))");
    CHECK(full.code() == StatusCode::kResourceExhausted);
    REQUIRE(Detail(full).has_value());
    CHECK(Detail(full)->reason == "DISK_LOW");
  }
  CHECK_FALSE(database.InTransaction());
  CHECK(database.QueryInt("SELECT count(*) FROM thing").value() == 1);
}

TEST_CASE("a lock that another connection keeps is unavailable", "[sqlite]") {
  const test::TempFolder folder;
  Database first = Open(folder / "a.db");
  Database second = Open(folder / "a.db", {.busy_timeout = std::chrono::milliseconds(20)});
  REQUIRE(first.Execute(kTable).ok());
  auto writing = Transaction::BeginWrite(first);
  REQUIRE(writing.ok());
  CHECK(Transaction::BeginWrite(second).status().code() == StatusCode::kUnavailable);
  CHECK(second.QueryInt("SELECT count(*) FROM thing").value() == 0);
  REQUIRE(writing->Commit().ok());
  CHECK(Transaction::BeginWrite(second).ok());
}

TEST_CASE("a read-only connection does not write", "[sqlite]") {
  const test::TempFolder folder;
  REQUIRE(Open(folder / "a.db").Execute(kTable).ok());
  Database reader = Open(folder / "a.db", {.access = Access::kReadOnly});
  CHECK(reader.Execute("INSERT INTO thing (id) VALUES (1)").code() ==
        StatusCode::kFailedPrecondition);
}

}  // namespace
}  // namespace chowki::sqlite
