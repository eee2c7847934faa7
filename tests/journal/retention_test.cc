// Payloads are sealed under keys of their kind and day; what is past its time is erased for good.

#include "journal/retention.h"

#include <fstream>

#include <catch2/catch.hpp>

#include "journal/chain.h"
#include "journal/journal.h"
#include "journal/payload.h"
#include "journal/sealing.h"
#include "journal/store.h"
#include "journal/suppressions.h"
#include "journal/verify.h"
#include "sqlite/database.h"
#include "sqlite/statement.h"
#include "support/plain_text.h"
#include "support/sample_screening.h"
#include "support/temp_folder.h"

namespace chowki::journal {
namespace {

namespace fs = std::filesystem;
using std::chrono::days;

const Time kStart{std::chrono::seconds(1'780'012'800)};

class HandClock final : public Clock {
 public:
  [[nodiscard]] Time Now() const override { return now; }
  Time now = kStart;
};

// What tells of the person of SampleScreening, and of his match.
const std::vector<std::string> kPlain{"ERIKSSON",  "L898902C3",   "740812",       "1974-08",
                                      "ZE184226B", "UP-2024-118", "other prints", "seen before"};

screen::Screening Hit(const std::string& id) {
  screen::Screening screening = test::SampleScreening();
  screening.id = id;
  screening.matches.front().kind = identify::MatchKind::kSuspect;
  screening.matches.front().suppression.reset();
  return screening;
}

Decision NotThisPerson(Time until) {
  Decision decision;
  decision.outcome = Outcome::kProceed;
  decision.officer = "desk-1";
  decision.note = "seen before";
  decision.hit_dispositions = {{"uto-17", false, "other prints", until}};
  return decision;
}

std::string ReasonOf(const Status& status) {
  const auto detail = Detail(status);
  return detail ? detail->reason : Message(status);
}

struct Fixture {
  test::TempFolder folder;
  fs::path path = folder / "journal.db";
  fs::path keys = folder / "journal.keys";
  HandClock clock;
  std::unique_ptr<Journal> journal = Journal::Open(path, clock).value();

  void Reopen() {
    journal.reset();
    journal = Journal::Open(path, clock).value();
  }
  // After so many days; what the centre has.
  Erasure EraseAfter(days late, std::optional<std::int64_t> sent = std::nullopt) {
    clock.now = kStart + late;
    auto erased = journal->Erase({}, sent);
    INFO(Message(erased.status()));
    REQUIRE(erased.ok());
    return *erased;
  }
  [[nodiscard]] Verification Check() const {
    const auto verification = Verify(path);
    INFO(Message(verification.status()));
    REQUIRE(verification.ok());
    return *verification;
  }
};

TEST_CASE("a payload in its parts is put together byte by byte", "[journal][retention]") {
  screen::Screening screening = Hit("a");
  screening.lane = R"("matches":[{"}])";  // looks like what is taken out
  const std::string payload = ToPayload(screening);
  const Parts parts = TakeApart("screening", payload);
  REQUIRE(parts.hit);
  CHECK(PutTogether(parts) == payload);
  CHECK(MatchesFromPayload(*parts.hit)->size() == screening.matches.size());
  for (const char* text : {"UP-2024-118", "uto-17"}) {
    CHECK(parts.main.find(text) == std::string::npos);
  }
  CHECK(parts.hit->find("ERIKSSON") == std::string::npos);
  screening.matches.clear();
  CHECK_FALSE(TakeApart("screening", ToPayload(screening)).hit);
  for (const char* foreign :
       {"", "{", "{\"matches\"", "{\"matches\":", "[\"matches\":1]", "\"\\"}) {
    CHECK(PutTogether(TakeApart("screening", foreign)) == foreign);
  }

  CHECK(KeyOf("screening", payload) == KeyKind::kDocument);
  CHECK(KeyOf("provisional", "{}") == KeyKind::kHit);
  CHECK(KeyOf("decision", ToPayload(DecisionPayload{"a", NotThisPerson(kStart)})) == KeyKind::kHit);
  CHECK(KeyOf("decision", ToPayload(DecisionPayload{"a", Decision{}})) == KeyKind::kDocument);
}

TEST_CASE_METHOD(Fixture, "nothing of a person stands in the file in plain, and all is found again",
                 "[journal][retention]") {
  const auto stored = journal->Append(Hit("a"));
  REQUIRE(stored.ok());
  REQUIRE(journal->RecordDecision("a", NotThisPerson(kStart + days(90)), "", "").ok());
  std::ofstream(folder / "control.txt") << ToPayload(Hit("a"));
  CHECK(test::PlainTexts(folder.path(), {"ERIKSSON"}) ==
        std::vector<std::string>{"control.txt: ERIKSSON"});
  fs::remove(folder / "control.txt");
  CHECK(test::PlainTexts(folder.path(), kPlain).empty());
  Reopen();
  CHECK(test::PlainTexts(folder.path(), kPlain).empty());
  const auto found = journal->Get("a");
  REQUIRE(found.ok());
  CHECK(ToPayload(found->screening) == ToPayload(Hit("a")));
  CHECK(found->decision->note == "seen before");
  CHECK_FALSE(found->erased);
  // The centre gets the bytes that the chain's hash covers.
  const auto rows = journal->RowsAfter(0, 10, 1 << 20);
  REQUIRE(rows->size() == 2);
  CHECK(rows->front().payload == ToPayload(Hit("a")));
  for (const ChainRow& row : *rows) CHECK(HashOf(row) == row.hash);
  CHECK(Check().intact);
}

TEST_CASE_METHOD(Fixture, "what the document showed is erased first, what the list said later",
                 "[journal][retention]") {
  const Digest person = *PersonOf(Hit("a"));
  REQUIRE(journal->Append(Hit("a")).ok());
  REQUIRE(journal->RecordDecision("a", NotThisPerson(kStart + days(300)), "", "").ok());
  screen::Screening clear = test::SampleScreening();
  clear.id = "b";
  clear.matches.clear();
  REQUIRE(journal->Append(clear).ok());
  CHECK(EraseAfter(days(30)).empty());
  CHECK(journal->Get("b").ok());

  CHECK(EraseAfter(days(31)) == Erasure{{KeyKind::kDocument, 1}});
  for (int again = 0; again < 2; ++again, Reopen()) {
    CHECK(journal->Get("b").status().code() == StatusCode::kFailedPrecondition);
    CHECK(ReasonOf(journal->Get("b").status()) == "SCREENING_ERASED");
    const auto hit = journal->Get("a");
    REQUIRE(hit.ok());
    REQUIRE(hit->erased);
    CHECK_FALSE(hit->screening.identity);
    CHECK(hit->screening.id == "a");
    CHECK(hit->screening.matches.front().reference == "UP-2024-118");
    CHECK(hit->decision->note == "seen before");
    CHECK(ReasonOf(journal->RecordDecision("a", Decision{.officer = "x"}, "", "").status()) ==
          "SCREENING_ERASED");
    CHECK(journal->SuppressionsOf(person, clock.now)->size() == 1);
  }
  const auto page = journal->List({}, 0, "");
  REQUIRE(page->records.size() == 2);
  CHECK(page->records[0].screening.id == "b");
  CHECK(page->records[0].screening.verdict.advice == clear.verdict.advice);
  CHECK(page->records[1].erased->matches == 1);
  CHECK(page->records[1].erased->outcome == Outcome::kProceed);
  auto verification = Check();
  CHECK(verification.intact);
  CHECK(verification.erased == 2);
  CHECK(verification.newest_erased == kStart);

  CHECK(EraseAfter(days(181)) == Erasure{{KeyKind::kHit, 1}});
  CHECK(ReasonOf(journal->Get("a").status()) == "SCREENING_ERASED");
  CHECK(journal->SuppressionsOf(person, clock.now)->empty());
  Filter suppressing;
  suppressing.only_suppressing = true;
  CHECK(journal->List(suppressing, 0, "")->records.empty());
  CHECK(journal->List({}, 0, "")->records.size() == 2);
  StatisticsSpan span;
  span.from = test::SampleScreening().time - days(1);
  span.to = span.from + days(2);
  CHECK(journal->Count(span)->matches == 1);
  verification = Check();
  CHECK(verification.intact);
  CHECK(verification.erased == 3);
  CHECK(verification.records == 3);
  // The keys were all that could have read it.
  CHECK(fs::is_empty(keys));
  // And the chain goes on.
  REQUIRE(journal->Append(Hit("c")).ok());
  CHECK(Check().intact);
}

TEST_CASE_METHOD(Fixture,
                 "what the centre does not have stays for a while, and is told erased then",
                 "[journal][retention]") {
  REQUIRE(journal->Append(Hit("a")).ok());
  clock.now += days(1);
  REQUIRE(journal->Append(Hit("b")).ok());
  CHECK(EraseAfter(days(40), 1) == Erasure{{KeyKind::kDocument, 1}});
  CHECK(journal->RowsAfter(1, 10, 1 << 20)->front().payload == ToPayload(Hit("b")));
  CHECK(EraseAfter(days(61), 1).empty());
  CHECK(EraseAfter(days(62), 1) == Erasure{{KeyKind::kDocument, 1}});
  const auto rows = journal->RowsAfter(1, 10, 1 << 20);
  REQUIRE(rows->size() == 1);
  CHECK(rows->front().payload.empty());
  REQUIRE(rows->front().erased);
  CHECK(*rows->front().erased == Sha256(ToPayload(Hit("b"))));
  CHECK(HashOf(rows->front()) == rows->front().hash);
  // What it has already goes at its time.
  CHECK(EraseAfter(days(182), 2).size() == 1);
}

TEST_CASE_METHOD(Fixture,
                 "bytes that were changed are no erased bytes, and a key that was taken away "
                 "early is told by its row's time",
                 "[journal][retention]") {
  REQUIRE(journal->Append(Hit("a")).ok());
  clock.now += days(1);
  REQUIRE(journal->Append(Hit("b")).ok());
  journal.reset();
  fs::remove(keys / ("document." + ToIso(ToDate(clock.now)) + ".key"));
  auto verification = Check();
  CHECK(verification.intact);
  CHECK(verification.erased == 1);
  CHECK(verification.newest_erased == clock.now);
  auto database = sqlite::Database::Open(path).value();
  REQUIRE(
      database
          .Execute("DROP TRIGGER chain_keeps_values;"
                   "UPDATE chain SET hit = CAST(substr(hit, 1, length(hit) - 1) || x'00' AS BLOB) "
                   "WHERE sequence = 1")
          .ok());
  verification = Check();
  CHECK_FALSE(verification.intact);
  CHECK(verification.broken_at == 1);
}

TEST_CASE("the keys lie in a folder of their own", "[journal][retention]") {
  const test::TempFolder folder;
  const HandClock clock;
  CHECK(KeysBeside("a/journal.db") == "a/journal.keys");
  CHECK(Journal::Open(folder / "journal.db", clock, {.keys = folder.path()}).status().code() ==
        StatusCode::kInvalidArgument);
  const auto journal = Journal::Open(folder / "journal.db", clock, {.keys = folder / "apart"});
  REQUIRE((*journal)->Append(Hit("a")).ok());
  CHECK(std::distance(fs::directory_iterator(folder / "apart"), {}) == 2);
  CHECK_FALSE(fs::exists(folder / "journal.keys"));
  // Who only reads makes none, and says of what it cannot open that it is erased.
  const auto reader = Journal::Open(folder / "journal.db", clock, {.read_only = true});
  REQUIRE(reader.ok());
  CHECK((*reader)->RowsAfter(0, 1, 1)->front().erased);
  CHECK_FALSE((*reader)->Append(Hit("b")).ok());
  CHECK(Verify(folder / "journal.db", {}, folder / "apart")->erased == 0);
}

// A journal as it was written before payloads were sealed.
void WriteBefore(const fs::path& path, int screenings) {
  auto database = sqlite::Database::Open(path, {.durable = true}).value();
  sqlite::Schema before = JournalSchema();
  before.migrations = before.migrations.first(5);
  REQUIRE(sqlite::Migrate(database, before).ok());
  std::int64_t number = 0;
  Digest previous{};
  const auto put = [&](const std::string& kind, const std::string& payload) {
    ChainRow row{++number, kStart.time_since_epoch() / std::chrono::microseconds(1),
                 kind,     payload,
                 previous, {}};
    row.hash = HashOf(row);
    previous = row.hash;
    auto chain = database.Prepare("INSERT INTO chain VALUES (?, ?, ?, ?, ?, ?)").value();
    REQUIRE(chain
                .Run(row.sequence, row.time_us, row.kind, sqlite::AsBlob(row.payload), row.previous,
                     row.hash)
                .ok());
    auto head = database.Prepare("UPDATE head SET sequence = ?, hash = ?").value();
    REQUIRE(head.Run(row.sequence, row.hash).ok());
  };
  for (int i = 0; i < screenings; ++i) {
    const screen::Screening screening = Hit("s" + std::to_string(i));
    put("screening", ToPayload(screening));
    auto listed = database
                      .Prepare(
                          "INSERT INTO screening (sequence, id, checkpoint, lane, time_us, "
                          "advice, matches, elapsed_us) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
                      .value();
    std::int64_t elapsed = 0;
    for (const auto& stage : screening.timings) elapsed += stage.elapsed.count();
    REQUIRE(listed
                .Run(number, screening.id, screening.checkpoint, screening.lane,
                     screening.time.time_since_epoch() / std::chrono::microseconds(1),
                     Name(screening.verdict.advice), std::ssize(screening.matches), elapsed)
                .ok());
    const auto mark = [&](std::string_view kind, std::string_view value) {
      auto put_mark =
          database.Prepare("INSERT OR IGNORE INTO screening_mark VALUES (?, ?, ?, ?)").value();
      REQUIRE(put_mark
                  .Run(kind, value,
                       screening.time.time_since_epoch() / std::chrono::microseconds(1), number)
                  .ok());
    };
    for (const auto& reason : screening.verdict.reasons) mark("reason", reason.code);
    for (const auto& match : screening.matches) {
      if (match.alert) mark("band", Name(match.band));
    }
  }
  Decision decision = NotThisPerson(kStart + days(300));
  decision.time = kStart;
  put("decision", ToPayload(DecisionPayload{"s0", decision}));
  const Digest person = *PersonOf(Hit("s0"));
  auto filed =
      database.Prepare("INSERT INTO suppression VALUES ('s0', '', 'uto-17', ?, ?)").value();
  REQUIRE(filed.Run(person, (kStart + days(300)).time_since_epoch() / std::chrono::microseconds(1))
              .ok());
  auto decided = database
                     .Prepare(
                         "UPDATE screening SET decision_sequence = ?, state = 'in_force', "
                         "outcome = 'proceed', decided_us = ? WHERE id = 's0'")
                     .value();
  REQUIRE(decided.Run(number, kStart.time_since_epoch() / std::chrono::microseconds(1)).ok());
  auto officer =
      database.Prepare("INSERT INTO screening_mark VALUES ('officer', 'desk-1', ?, 1)").value();
  REQUIRE(officer.Run(Hit("s0").time.time_since_epoch() / std::chrono::microseconds(1)).ok());
}

TEST_CASE("a journal of before is sealed when it is opened, and no byte of its plain pages is left",
          "[journal][retention]") {
  const test::TempFolder folder;
  const auto path = folder / "journal.db";
  constexpr int kScreenings = 450;  // more than one step
  WriteBefore(path, kScreenings);
  CHECK_FALSE(test::PlainTexts(folder.path(), {"ERIKSSON"}).empty());
  const std::string tag = [] {
    const Digest person = *PersonOf(Hit("s0"));
    return std::string(person.begin(), person.end());
  }();
  CHECK_FALSE(test::PlainTexts(folder.path(), {tag}).empty());
  HandClock clock;
  const auto journal = Journal::Open(path, clock);
  INFO(Message(journal.status()));
  REQUIRE(journal.ok());
  std::vector<std::string> plain = kPlain;
  plain.push_back(tag);
  CHECK(test::PlainTexts(folder.path(), plain).empty());
  CHECK(ToPayload((*journal)->Get("s7")->screening) == ToPayload(Hit("s7")));
  CHECK((*journal)->SuppressionsOf(*PersonOf(Hit("s0")), kStart)->size() == 1);
  const auto verification = Verify(path);
  INFO(verification->reason);
  CHECK(verification->intact);
  CHECK(verification->erased == 0);
  CHECK(verification->records == kScreenings + 1);
  clock.now = kStart + days(181);
  REQUIRE((*journal)->Erase({}, std::nullopt).ok());
  CHECK(Verify(path)->erased == kScreenings + 1);
  CHECK(Verify(path)->intact);
}

TEST_CASE("a journal whose sealing was interrupted goes on", "[journal][retention]") {
  const test::TempFolder folder;
  const auto path = folder / "journal.db";
  WriteBefore(path, 3);
  const HandClock clock;
  {
    // As after a step of one row: by hand, since steps are larger.
    auto database = sqlite::Database::Open(path, {.durable = true}).value();
    REQUIRE(sqlite::Migrate(database, JournalSchema()).ok());
    auto keys = OpenKeys(path, {}, false).value();
    const std::string payload = ToPayload(Hit("s0"));
    const Parts sealed = Seal(*keys, "screening", kStart, payload).value();
    auto put =
        database.Prepare("UPDATE chain SET payload = ?, hit = ?, digest = ? WHERE sequence = 1")
            .value();
    REQUIRE(
        put.Run(sqlite::AsBlob(sealed.main), sqlite::AsBlob(*sealed.hit), Sha256(payload)).ok());
    CHECK_FALSE(
        put.Run(sqlite::AsBlob(sealed.main), sqlite::AsBlob(*sealed.hit), Sha256("x")).ok());
  }
  const auto halfway = Verify(path);
  REQUIRE(halfway.ok());
  INFO(halfway->reason);
  CHECK(halfway->intact);
  const auto journal = Journal::Open(path, clock).value();
  CHECK(test::PlainTexts(folder.path(), kPlain).empty());
  CHECK(journal->Get("s0").ok());
  CHECK(Verify(path)->intact);
}

}  // namespace
}  // namespace chowki::journal
