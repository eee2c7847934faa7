#include "journal/provisional.h"

#include <catch2/catch.hpp>

#include "journal/journal.h"
#include "journal/payload.h"
#include "journal/store.h"
#include "journal/verify.h"
#include "sqlite/database.h"
#include "support/temp_folder.h"

namespace chowki::journal {
namespace {

using Kind = ProvisionalStep::Kind;
using std::chrono::days;

const Time kNow{std::chrono::seconds(1'780'000'000)};

class HandClock final : public Clock {
 public:
  [[nodiscard]] Time Now() const override { return now; }
  Time now = kNow;
};

ProvisionalStep Propose(const std::string& officer, const std::string& surname = "TESTOVA") {
  ProvisionalStep step;
  step.checkpoint = "tor-1";
  step.officer = officer;
  step.reason = "call from the capital";
  watchlist::Entry entry;
  entry.names.push_back({surname + " IMA", surname, "IMA", "Latn"});
  entry.category = "wanted";
  entry.action = "arrest";
  step.entry = entry;
  return step;
}

ProvisionalStep Step(Kind kind, const std::string& id, const std::string& officer,
                     const std::string& reason = "") {
  ProvisionalStep step;
  step.kind = kind;
  step.id = id;
  step.officer = officer;
  step.reason = reason;
  return step;
}

std::string ReasonOf(const Status& status) {
  const auto detail = Detail(status);
  return detail ? detail->reason : status.ok() ? "OK" : "none";
}

struct Fixture {
  test::TempFolder folder;
  std::filesystem::path path = folder / "journal.db";
  HandClock clock;
  std::unique_ptr<Journal> journal = Journal::Open(path, clock).value();

  Result<ProvisionalEntry> Take(const ProvisionalStep& step, const std::string& request_id = "") {
    return journal->RecordProvisional(step, request_id);
  }
  std::string Refusal(const ProvisionalStep& step) { return ReasonOf(Take(step).status()); }
};

TEST_CASE_METHOD(Fixture, "one officer proposes, another confirms, and it outlives a restart",
                 "[journal][provisional]") {
  const auto proposed = Take(Propose("asif"));
  REQUIRE(proposed.ok());
  const std::string id = proposed->entry.id;
  CHECK(id.starts_with("prov-"));
  CHECK(id.size() == 41);
  CHECK(proposed->state == ProvisionalState::kProposed);
  CHECK(proposed->until == kNow + days(14));
  CHECK(Refusal(Step(Kind::kConfirm, id, "asif")) == "SECOND_OFFICER_SAME");
  CHECK(journal->ListProvisional(false)->front().state == ProvisionalState::kProposed);

  clock.now += days(1);
  const auto confirmed = Take(Step(Kind::kConfirm, id, "bano"));
  REQUIRE(confirmed.ok());
  CHECK(confirmed->confirmed_by == "bano");
  CHECK(confirmed->confirmed == clock.now);
  CHECK(Refusal(Step(Kind::kConfirm, id, "chand")) == "PROVISIONAL_REFUSED");

  journal.reset();
  journal = Journal::Open(path, clock).value();
  CHECK(journal->ListProvisional(false)->front() == *confirmed);
  CHECK(journal->ReadHead()->sequence == 2);
  const auto verification = Verify(path);
  REQUIRE(verification.ok());
  CHECK(verification->intact);
}

TEST_CASE_METHOD(Fixture, "an entry ends once, with who and why", "[journal][provisional]") {
  const std::string id = Take(Propose("asif"))->entry.id;
  CHECK(Refusal(Step(Kind::kWithdraw, id, "asif", "  ")) == "FIELD_INVALID");
  const auto ended = Take(Step(Kind::kWithdraw, id, "asif", "it was another person"));
  REQUIRE(ended.ok());
  CHECK(ended->state == ProvisionalState::kWithdrawn);
  CHECK(ended->ended_by == "asif");
  CHECK(ended->end_reason == "it was another person");
  CHECK(Refusal(Step(Kind::kConfirm, id, "bano")) == "PROVISIONAL_REFUSED");
  CHECK(Refusal(Step(Kind::kExpire, id, "")) == "PROVISIONAL_REFUSED");
  CHECK(Refusal(Step(Kind::kConfirm, "prov-none", "bano")) == "RESOURCE_UNKNOWN");
  CHECK(journal->ListProvisional(false)->empty());
  CHECK(journal->ListProvisional(true)->size() == 1);

  const std::string late = Take(Propose("asif"))->entry.id;
  clock.now += kProvisionalLife;
  CHECK(Refusal(Step(Kind::kConfirm, late, "bano")) == "PROVISIONAL_REFUSED");
  CHECK(Take(Step(Kind::kExpire, late, ""))->state == ProvisionalState::kExpired);
}

TEST_CASE_METHOD(Fixture, "a repeated step gives the first answer, another one under its id none",
                 "[journal][provisional]") {
  const auto first = Take(Propose("asif"), "r-1");
  REQUIRE(first.ok());
  const auto confirmed = Take(Step(Kind::kConfirm, first->entry.id, "bano"), "r-2");
  REQUIRE(confirmed.ok());
  CHECK(*Take(Propose("asif"), "r-1") == *first);
  CHECK(*Take(Step(Kind::kConfirm, first->entry.id, "bano"), "r-2") == *confirmed);
  CHECK(ReasonOf(Take(Propose("bano"), "r-1").status()) == "REQUEST_ID_REUSED");
  CHECK(ReasonOf(Take(Propose("asif", "OTHER"), "r-1").status()) == "REQUEST_ID_REUSED");
  CHECK(journal->ReadHead()->sequence == 2);
}

TEST_CASE_METHOD(Fixture, "a proposal that cannot stand is refused by field",
                 "[journal][provisional]") {
  ProvisionalStep mute = Propose("asif");
  mute.reason.clear();
  ProvisionalStep loud = Propose("asif");
  loud.reason = "look \x1b[2J";
  ProvisionalStep wordy = Propose("asif");
  wordy.reason.assign(ProvisionalStep::kMaxReason + 1, 'x');
  ProvisionalStep eternal = Propose("asif");
  eternal.life = kLongestProvisionalLife + days(1);
  ProvisionalStep nobody = Propose("asif");
  nobody.entry.reset();
  for (const ProvisionalStep& step : {mute, loud, wordy, eternal, nobody}) {
    CHECK(Refusal(step) == "FIELD_INVALID");
  }
  CHECK(journal->ReadHead()->sequence == 0);
}

TEST_CASE_METHOD(Fixture, "an entry comes back from its payload as it went",
                 "[journal][provisional]") {
  auto sent = Take(Step(Kind::kWithdraw, Take(Propose("asif"))->entry.id, "bano", "no")).value();
  sent.confirmed_by = "bano";
  sent.confirmed = kNow;
  sent.sequence = 0;
  const std::string payload = ToPayload(sent);
  const auto came = ProvisionalFromPayload(payload);
  REQUIRE(came.ok());
  CHECK(*came == sent);
  for (const std::string& wrong :
       {std::string("{}"), std::string("["), payload.substr(1),
        std::string(payload).replace(payload.find("prov-"), 5, "vorp-"),
        std::string(payload).replace(payload.find("\"entry\":\"") + 9, 2, "zz")}) {
    CHECK(ProvisionalFromPayload(wrong).status().code() == StatusCode::kDataLoss);
  }
}

TEST_CASE_METHOD(Fixture, "a list that does not say what the chain says is found",
                 "[journal][provisional]") {
  const std::string id = Take(Propose("asif"))->entry.id;
  REQUIRE(Take(Step(Kind::kConfirm, id, "bano")).ok());
  const std::string tamper = GENERATE(std::string("UPDATE provisional SET sequence = 1"),
                                      std::string("UPDATE provisional SET open = 0"),
                                      std::string("DELETE FROM provisional"));
  journal.reset();
  auto database = sqlite::Database::Open(path).value();
  REQUIRE(database.Execute(tamper).ok());
  const auto verification = Verify(path);
  REQUIRE(verification.ok());
  CHECK_FALSE(verification->intact);
}

TEST_CASE("a journal of before takes the new rows and keeps its own", "[journal][provisional]") {
  const test::TempFolder folder;
  const HandClock clock;
  const auto path = folder / "journal.db";
  {
    sqlite::Schema before = JournalSchema();
    before.migrations = before.migrations.first(3);
    auto database = sqlite::Database::Open(path).value();
    REQUIRE(sqlite::Migrate(database, before).ok());
    CHECK_FALSE(database
                    .Execute("INSERT INTO chain VALUES (1, 1, 'provisional', x'00', zeroblob(32), "
                             "zeroblob(32))")
                    .ok());
    // What only a migration may.
    CHECK_FALSE(database.Execute("PRAGMA writable_schema = ON; DELETE FROM sqlite_schema").ok());
  }
  const auto journal = Journal::Open(path, clock).value();
  screen::Screening screening;
  screening.id = "s-1";
  REQUIRE(journal->Append(screening).ok());
  REQUIRE(journal->RecordProvisional(Propose("asif"), "").ok());
  CHECK(Verify(path)->intact);
  auto database = sqlite::Database::Open(path).value();
  CHECK_FALSE(
      database
          .Execute("INSERT INTO chain (sequence, time_us, kind, payload, digest, previous, hash) "
                   "VALUES (9, 1, 'nonsense', x'00', zeroblob(32), zeroblob(32), zeroblob(32))")
          .ok());
  CHECK_FALSE(database.Execute("DELETE FROM chain").ok());
}

}  // namespace
}  // namespace chowki::journal
