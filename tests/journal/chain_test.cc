#include "journal/chain.h"

#include <set>

#include <catch2/catch.hpp>
#include <sqlite3.h>

#include "journal/journal.h"
#include "journal/verify.h"
#include "support/temp_folder.h"

namespace chowki::journal {
namespace {

const FixedClock kClock{Time(std::chrono::seconds(1'780'000'000))};
constexpr int kScreenings = 5;

// A journal of five screenings, the second decided: six rows.
struct Written {
  Written() {
    const auto journal = Journal::Open(path, kClock).value();
    for (int i = 1; i <= kScreenings; ++i) {
      screen::Screening screening;
      screening.id = "s" + std::to_string(i);
      REQUIRE(journal->Append(screening).ok());
    }
    Decision decision;
    decision.officer = "o-1";
    REQUIRE(journal->RecordDecision("s2", decision, "", "").ok());
    head = journal->ReadHead().value();
  }

  // Changes the file behind the journal's back, as somebody with the file could.
  void Tamper(const std::string& sql) const {
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open(path.c_str(), &database) == SQLITE_OK);
    const std::string all =
        "DROP TRIGGER chain_keeps_rows; DROP TRIGGER chain_keeps_values; " + sql;
    char* error = nullptr;
    const int result = sqlite3_exec(database, all.c_str(), nullptr, nullptr, &error);
    INFO((error != nullptr ? error : ""));
    CHECK(result == SQLITE_OK);
    sqlite3_close(database);
  }

  test::TempFolder folder;
  std::filesystem::path path = folder / "journal.db";
  Head head;
};

TEST_CASE_METHOD(Written, "an untouched journal is intact", "[journal]") {
  const auto verification = Verify(path);
  INFO(Message(verification.status()));
  REQUIRE(verification.ok());
  INFO(verification->reason);
  CHECK(verification->intact);
  CHECK(verification->records == kScreenings + 1);
  CHECK(verification->head == head);
  CHECK(Verify(path, head)->intact);
}

TEST_CASE_METHOD(Written, "rows cannot be changed or taken out through SQLite", "[journal]") {
  sqlite3* database = nullptr;
  REQUIRE(sqlite3_open(path.c_str(), &database) == SQLITE_OK);
  CHECK(sqlite3_exec(database, "DELETE FROM chain", nullptr, nullptr, nullptr) != SQLITE_OK);
  CHECK(sqlite3_exec(database, "UPDATE chain SET payload = x'00'", nullptr, nullptr, nullptr) !=
        SQLITE_OK);
  sqlite3_close(database);
}

struct Attack {
  std::string what;
  std::string sql;
  std::int64_t broken_at;
};

TEST_CASE("every kind of change is found and named by its row", "[journal]") {
  const auto attack = GENERATE(values<Attack>({
      {"a payload", "UPDATE chain SET payload = CAST('{}' AS BLOB) WHERE sequence = 3", 3},
      {"a time", "UPDATE chain SET time_us = time_us + 1 WHERE sequence = 1", 1},
      {"a kind", "UPDATE chain SET kind = 'decision' WHERE sequence = 4", 4},
      {"a hash", "UPDATE chain SET hash = zeroblob(32) WHERE sequence = 2", 2},
      {"a row taken out", "PRAGMA foreign_keys = off; DELETE FROM chain WHERE sequence = 2", 2},
      {"a tail cut off", "PRAGMA foreign_keys = off; DELETE FROM chain WHERE sequence = 6", 6},
      {"two rows swapped",
       "UPDATE chain SET sequence = 99 WHERE sequence = 3;"
       "UPDATE chain SET sequence = 3 WHERE sequence = 4;"
       "UPDATE chain SET sequence = 4 WHERE sequence = 99",
       3},
      {"the list of screenings", "UPDATE screening SET advice = 'clear' WHERE sequence = 1", 7},
      {"a screening hidden from the list", "DELETE FROM screening WHERE sequence = 3", 7},
      {"a decision hidden from the list", "UPDATE screening SET decision_sequence = NULL", 7},
      {"a decision made to wait", "UPDATE screening SET state = 'awaits_signature'", 7},
      {"an outcome that is counted", "UPDATE screening SET outcome = 'refuse' WHERE id = 's2'", 7},
      {"an officer hidden from the list", "DELETE FROM screening_mark WHERE kind = 'officer'", 7},
      {"a reason put beside the list",
       "INSERT INTO screening_mark VALUES ('reason', 'doc.expired', 0, 1)", 7},
  }));
  const Written written;
  written.Tamper("PRAGMA foreign_keys = off; " + attack.sql);
  const auto verification = Verify(written.path);
  INFO(attack.what << ": " << Message(verification.status()));
  REQUIRE(verification.ok());
  CHECK_FALSE(verification->intact);
  CHECK(verification->broken_at == attack.broken_at);
  CHECK_FALSE(verification->reason.empty());
}

TEST_CASE_METHOD(Written, "a tail cut off with its head is found by a head written down",
                 "[journal]") {
  Tamper(
      "PRAGMA foreign_keys = off; UPDATE screening SET decision_sequence = NULL, state = 'open', "
      "outcome = NULL, decided_us = NULL; DELETE FROM screening_mark WHERE kind = 'officer';"
      "DELETE FROM chain WHERE sequence = 6;"
      "UPDATE head SET sequence = 5, hash = (SELECT hash FROM chain WHERE sequence = 5)");
  CHECK(Verify(path)->intact);  // alone, the file cannot tell
  const auto verification = Verify(path, head);
  REQUIRE(verification.ok());
  CHECK_FALSE(verification->intact);
  CHECK(verification->broken_at == 6);
}

TEST_CASE("a file that is no journal cannot be verified", "[journal]") {
  const test::TempFolder folder;
  CHECK(Verify(folder / "nothing.db").status().code() == StatusCode::kNotFound);
}

TEST_CASE("the hash covers every member of a row", "[journal]") {
  const ChainRow row{7, 8, "screening", "payload", Sha256("before"), {}};
  std::set<Digest> hashes{HashOf(row)};
  ChainRow other = row;
  other.sequence = 9;
  hashes.insert(HashOf(other));
  other = row;
  other.time_us = 9;
  hashes.insert(HashOf(other));
  other = row;
  other.kind = "decision";
  hashes.insert(HashOf(other));
  other = row;
  other.payload = "payloae";
  hashes.insert(HashOf(other));
  other = row;
  other.previous = Sha256("after");
  hashes.insert(HashOf(other));
  CHECK(hashes.size() == 6);
}

}  // namespace
}  // namespace chowki::journal
