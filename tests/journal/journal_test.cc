#include "journal/journal.h"

#include <set>
#include <thread>

#include <catch2/catch.hpp>

#include "support/sample_screening.h"
#include "support/temp_folder.h"

namespace chowki::journal {
namespace {

const FixedClock kClock{Time(std::chrono::seconds(1'780'000'000))};

screen::Screening Make(const std::string& id, decide::Advice advice = decide::Advice::kClear,
                       bool match = false) {
  screen::Screening screening;
  screening.id = id;
  screening.checkpoint = "tor-1";
  screening.lane = "arrivals-1";
  screening.time = kClock.Now();
  screening.verdict.advice = advice;
  if (match) screening.matches.emplace_back();
  return screening;
}

RequestKey Key(const std::string& id, const std::string& content = "c") {
  return {id, Sha256(content)};
}

Decision By(const std::string& officer, Outcome outcome = Outcome::kProceed) {
  Decision decision;
  decision.outcome = outcome;
  decision.officer = officer;
  return decision;
}

std::string ReasonOf(const Status& status) {
  const auto detail = Detail(status);
  return detail ? detail->reason : "";
}

struct Fixture {
  test::TempFolder folder;
  std::unique_ptr<Journal> journal = Journal::Open(folder / "journal.db", kClock).value();
};

TEST_CASE_METHOD(Fixture, "what is appended is found again, also after closing", "[journal]") {
  const screen::Screening sample = test::SampleScreening();
  const auto stored = journal->Append(sample);
  REQUIRE(stored.ok());
  CHECK(stored->sequence == 1);
  CHECK_FALSE(stored->etag.empty());
  journal.reset();
  journal = Journal::Open(folder / "journal.db", kClock).value();
  const auto found = journal->Get(sample.id);
  REQUIRE(found.ok());
  CHECK(found->screening.findings == sample.findings);
  CHECK(found->etag == stored->etag);
  CHECK_FALSE(found->decision.has_value());
  CHECK(ReasonOf(journal->Get("nobody").status()) == "SCREENING_UNKNOWN");
}

TEST_CASE_METHOD(Fixture, "a repeated request gives the first answer", "[journal]") {
  CHECK_FALSE(journal->FindByRequestId("tor-1", Key("r"))->has_value());
  const auto first = journal->Append(Make("a"), Key("r"));
  REQUIRE(first.ok());
  const auto repeat = journal->Append(Make("b"), Key("r"));
  REQUIRE(repeat.ok());
  CHECK(repeat->screening.id == "a");
  CHECK((*journal->FindByRequestId("tor-1", Key("r")))->screening.id == "a");
  CHECK_FALSE(journal->FindByRequestId("tor-2", Key("r"))->has_value());
  CHECK(ReasonOf(journal->Append(Make("c"), Key("r", "other")).status()) == "REQUEST_ID_REUSED");
  CHECK(ReasonOf(journal->FindByRequestId("tor-1", Key("r", "other")).status()) ==
        "REQUEST_ID_REUSED");
  CHECK(ReasonOf(journal->Append(Make("a")).status()) == "REQUEST_ID_REUSED");
  CHECK(journal->ReadHead()->sequence == 1);
}

TEST_CASE_METHOD(Fixture, "decisions follow the record that the officer saw", "[journal]") {
  const auto record = journal->Append(Make("a"));
  REQUIRE(record.ok());
  const auto decided = journal->RecordDecision("a", By("o-1"), record->etag, "r-1");
  REQUIRE(decided.ok());
  REQUIRE(decided->decision);
  CHECK(decided->decision->officer == "o-1");
  CHECK(decided->decision->time == kClock.Now());
  CHECK(decided->etag != record->etag);

  // The repeat of a request is answered although the etag has moved on.
  CHECK(journal->RecordDecision("a", By("o-1"), record->etag, "r-1")->etag == decided->etag);
  CHECK(ReasonOf(journal->RecordDecision("a", By("o-2"), "", "r-1").status()) ==
        "REQUEST_ID_REUSED");
  const auto late = journal->RecordDecision("a", By("o-2"), record->etag, "r-2");
  CHECK(late.status().code() == StatusCode::kAborted);
  CHECK(ReasonOf(late.status()) == "ETAG_MISMATCH");

  const auto again = journal->RecordDecision("a", By("o-2", Outcome::kRefer), decided->etag, "");
  REQUIRE(again.ok());
  CHECK(again->decision->outcome == Outcome::kRefer);
  CHECK(journal->ReadHead()->sequence == 3);
  CHECK(ReasonOf(journal->RecordDecision("b", By("o-1"), "", "").status()) == "SCREENING_UNKNOWN");
}

TEST_CASE_METHOD(Fixture, "a decision that says nothing valid is refused by field", "[journal]") {
  REQUIRE(journal->Append(Make("a")).ok());
  Decision same = By("o-1");
  same.second_officer = "o-1";
  Decision note = By("o-1");
  note.note = std::string(Decision::kMaxNote + 1, 'x');
  Decision twice = By("o-1");
  twice.hit_dispositions = {{"e", true, ""}, {"e", false, ""}};
  for (const Decision& wrong : {By(""), same, note, twice}) {
    CHECK(ReasonOf(journal->RecordDecision("a", wrong, "", "").status()) == "FIELD_INVALID");
  }
  CHECK(journal->ReadHead()->sequence == 1);
}

TEST_CASE_METHOD(Fixture, "pages go from the newest to the oldest and each belongs to its filter",
                 "[journal]") {
  for (int i = 0; i < 7; ++i) {
    const auto advice = i % 2 == 0 ? decide::Advice::kClear : decide::Advice::kRefer;
    REQUIRE(journal->Append(Make("s" + std::to_string(i), advice, i == 3)).ok());
  }
  REQUIRE(journal->RecordDecision("s6", By("o-1"), "", "").ok());

  const auto first = journal->List({}, 5, "");
  REQUIRE(first.ok());
  REQUIRE(first->records.size() == 5);
  CHECK(first->records[0].screening.id == "s6");
  CHECK(first->records[0].decision.has_value());
  const auto second = journal->List({}, 5, first->next_page_token);
  REQUIRE(second.ok());
  REQUIRE(second->records.size() == 2);
  CHECK(second->records[1].screening.id == "s0");
  CHECK(second->next_page_token.empty());

  Filter refer;
  refer.advice = decide::Advice::kRefer;
  CHECK(journal->List(refer, 0, "")->records.size() == 3);
  CHECK(ReasonOf(journal->List(refer, 5, first->next_page_token).status()) == "PAGE_TOKEN_INVALID");
  CHECK(ReasonOf(journal->List({}, 5, "x").status()) == "PAGE_TOKEN_INVALID");
  CHECK(ReasonOf(journal->List({}, -1, "").status()) == "FIELD_INVALID");
  Filter matches;
  matches.only_with_matches = true;
  CHECK(journal->List(matches, 0, "")->records.size() == 1);
  Filter undecided;
  undecided.only_undecided = true;
  CHECK(journal->List(undecided, 0, "")->records.size() == 6);
  Filter lane;
  lane.lane = "arrivals-2";
  CHECK(journal->List(lane, 0, "")->records.empty());
  Filter later;
  later.from = kClock.Now() + std::chrono::seconds(1);
  CHECK(journal->List(later, 0, "")->records.empty());
}

TEST_CASE_METHOD(Fixture, "threads that append and read together keep one chain", "[journal]") {
  constexpr int kThreads = 4;
  constexpr int kEach = 10;
  std::vector<std::thread> threads;
  std::atomic<int> failures = 0;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < kEach; ++i) {
        const std::string id = std::to_string(t) + "-" + std::to_string(i);
        if (!journal->Append(Make(id), Key(id)).ok()) ++failures;
        if (!journal->Get(id).ok()) ++failures;
        if (!journal->List({}, 3, "").ok()) ++failures;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(failures == 0);
  CHECK(journal->ReadHead()->sequence == kThreads * kEach);
}

TEST_CASE("a file that is no journal is refused and left as it is", "[journal]") {
  const test::TempFolder folder;
  CHECK(Journal::Open(folder / "missing" / "journal.db", kClock).status().code() ==
        StatusCode::kNotFound);
}

}  // namespace
}  // namespace chowki::journal
