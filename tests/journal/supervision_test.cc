// What a supervisor asks a journal: lists with filters, decisions that wait for a second signature,
// statistics.

#include <set>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "journal/chain.h"
#include "journal/journal.h"
#include "journal/list_query.h"
#include "journal/payload.h"
#include "journal/store.h"
#include "journal/verify.h"
#include "sqlite/database.h"
#include "sqlite/statement.h"
#include "support/sample_screening.h"
#include "support/temp_folder.h"

namespace chowki::journal {
namespace {

using decide::Advice;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;

const Time kNow{std::chrono::seconds(1'780'012'800)};  // a midnight in UTC
const FixedClock kClock{kNow + hours(1)};

screen::Screening Make(const std::string& id, Time time, Advice advice,
                       std::vector<std::string> reasons = {}) {
  screen::Screening screening;
  screening.id = id;
  screening.checkpoint = "tor-1";
  screening.lane = "arrivals-1";
  screening.time = time;
  screening.verdict.advice = advice;
  for (const std::string& code : reasons) {
    screening.verdict.reasons.push_back({advice, decide::ReasonKind::kFinding, 0, code});
  }
  return screening;
}

Decision By(const std::string& officer, Outcome outcome = Outcome::kProceed) {
  Decision decision;
  decision.outcome = outcome;
  decision.officer = officer;
  return decision;
}

Decision Waiting(const std::string& officer) {
  Decision decision = By(officer, Outcome::kRefuse);
  decision.standing = Standing::kAwaitsSignature;
  return decision;
}

std::string ReasonOf(const Status& status) {
  const auto detail = Detail(status);
  return detail ? detail->reason : "";
}

std::string Ids(const Result<Page>& page) {
  std::string ids;
  if (!page.ok()) return Message(page.status());
  for (const Record& record : page->records) ids += record.screening.id;
  return ids;
}

struct Fixture {
  test::TempFolder folder;
  std::filesystem::path path = folder / "journal.db";
  std::unique_ptr<Journal> journal = Journal::Open(path, kClock).value();

  void Reopen() {
    journal.reset();
    journal = Journal::Open(path, kClock).value();
  }
  [[nodiscard]] std::string Fault() const {
    const auto verification = Verify(path);
    if (!verification.ok()) return Message(verification.status());
    return verification->intact ? "" : verification->reason;
  }
};

TEST_CASE_METHOD(Fixture, "each filter finds what it names and nothing else", "[journal]") {
  auto hit = Make("a", kNow, Advice::kRefer, {"watchlist.suspect.strong", "doc.expired"});
  hit.matches.emplace_back().alert = true;
  hit.matches.back().band = identify::Band::kStrong;
  hit.matches.emplace_back().band = identify::Band::kPossible;  // does not alert
  REQUIRE(journal->Append(hit).ok());
  REQUIRE(journal->Append(Make("b", kNow + minutes(1), Advice::kAttention, {"doc.expired"})).ok());
  auto other = Make("c", kNow + minutes(2), Advice::kClear);
  other.lane = "arrivals-2";
  REQUIRE(journal->Append(other).ok());
  REQUIRE(journal->Append(Make("d", kNow + minutes(3), Advice::kClear)).ok());
  Decision both = By("o-1");
  both.second_officer = "o-2";
  REQUIRE(journal->RecordDecision("a", both, "", "").ok());
  REQUIRE(journal->RecordDecision("b", By("o-2"), "", "").ok());
  REQUIRE(journal->RecordDecision("c", Waiting("o-1"), "", "").ok());

  const auto found = [&](auto set) {
    Filter filter;
    set(filter);
    return Ids(journal->List(filter, 0, ""));
  };
  CHECK(found([](Filter&) {}) == "dcba");
  CHECK(found([](Filter& f) { f.reason = "doc.expired"; }) == "ba");
  CHECK(found([](Filter& f) { f.reason = "doc"; }).empty());
  CHECK(found([](Filter& f) { f.band = identify::Band::kStrong; }) == "a");
  CHECK(found([](Filter& f) { f.band = identify::Band::kPossible; }).empty());
  CHECK(found([](Filter& f) { f.officer = "o-2"; }) == "ba");
  CHECK(found([](Filter& f) { f.officer = "o-1"; }) == "ca");
  CHECK(found([](Filter& f) { f.officer = "o-1' OR 1=1 --"; }).empty());
  CHECK(found([](Filter& f) { f.state = DecisionState::kOpen; }) == "d");
  CHECK(found([](Filter& f) { f.state = DecisionState::kInForce; }) == "ba");
  CHECK(found([](Filter& f) { f.state = DecisionState::kAwaitsSignature; }) == "c");
  CHECK(found([](Filter& f) { f.only_undecided = true; }) == "dc");
  CHECK(found([](Filter& f) { f.lane = "arrivals-2"; }) == "c");
  CHECK(found([](Filter& f) { f.from = kNow + minutes(1), f.to = kNow + minutes(3); }) == "cb");
  CHECK(found([](Filter& f) {
          f.reason = "doc.expired";
          f.officer = "o-2";
          f.advice = Advice::kRefer;
        }) == "a");
  // Another decision takes the place of the first, also among what is found by its officer.
  REQUIRE(journal->RecordDecision("a", By("o-3"), "", "").ok());
  CHECK(found([](Filter& f) { f.officer = "o-1"; }) == "c");
  CHECK(found([](Filter& f) { f.officer = "o-3"; }) == "a");
  CHECK(Fault().empty());
}

TEST_CASE_METHOD(Fixture, "pages of a filter meet without a gap and without a row twice",
                 "[journal]") {
  for (int i = 0; i < 25; ++i) {
    // Ten of one time: their place in the chain tells them apart.
    const auto id = std::string(1, static_cast<char>('a' + i));
    REQUIRE(journal
                ->Append(Make(id, kNow + minutes(i < 10 ? 0 : i), Advice::kClear,
                              {i % 2 == 0 ? "even" : "odd"}))
                .ok());
  }
  Filter even;
  even.reason = "even";
  std::string all;
  std::string token;
  int pages = 0;
  do {
    const auto page = journal->List(even, 3, token);
    REQUIRE(page.ok());
    all += Ids(page);
    token = page->next_page_token;
    ++pages;
  } while (!token.empty());
  CHECK(all == "ywusqomkigeca");
  CHECK(pages == 5);
  const auto first = journal->List(even, 3, "");
  Filter odd;
  odd.reason = "odd";
  CHECK(ReasonOf(journal->List(odd, 3, first->next_page_token).status()) == "PAGE_TOKEN_INVALID");
  for (const char* wrong : {"1.2", "1.2.3", "..", "99999999999999999999.1.x", "1.-1.x"}) {
    CHECK(ReasonOf(journal->List(even, 3, wrong).status()) == "PAGE_TOKEN_INVALID");
  }
}

TEST_CASE_METHOD(Fixture, "no list walks or sorts the journal", "[journal]") {
  const auto plan_of = [&](const Filter& filter) {
    auto database = sqlite::Database::Open(path, {.access = sqlite::Access::kReadOnly}).value();
    const ListQuery query = QueryFor(filter, ListPlace{5, 5}, 0, 51);
    auto plan = database.Prepare("EXPLAIN QUERY PLAN " + query.sql).value();
    REQUIRE(plan.BindAll(query.values).ok());
    std::string text;
    while (plan.Step().value()) text += plan.Text(3) + "\n";
    return text;
  };
  std::vector<Filter> filters(7);
  filters[1].lane = "arrivals-1";
  filters[2].advice = Advice::kRefer;
  filters[3].state = DecisionState::kAwaitsSignature;
  filters[4].reason = "doc.expired";
  filters[5].band = identify::Band::kStrong;
  filters[6].officer = "o-1";
  for (Filter filter : filters) {
    for (const bool with_span : {false, true}) {
      if (with_span) filter.from = kNow, filter.to = kNow + days(1);
      const std::string plan = plan_of(filter);
      INFO(plan);
      CHECK(plan.find("SEARCH") != std::string::npos);
      CHECK(plan.find("SCAN") == std::string::npos);
      CHECK(plan.find("TEMP B-TREE") == std::string::npos);
    }
  }
}

TEST_CASE_METHOD(Fixture, "a waiting decision holds nothing until another officer signs it",
                 "[journal]") {
  screen::Screening hit = test::SampleScreening();
  hit.matches.front().kind = identify::MatchKind::kSuspect;
  hit.matches.front().alert = true;
  hit.matches.front().suppression.reset();
  REQUIRE(journal->Append(hit).ok());
  Decision decision = By("asif");
  decision.standing = Standing::kAwaitsSignature;
  decision.hit_dispositions = {{hit.matches.front().entry, false, "other prints", kNow + days(30)}};
  const auto waiting = journal->RecordDecision(hit.id, decision, "", "");
  INFO(Message(waiting.status()));
  REQUIRE(waiting.ok());
  Filter suppressing;
  suppressing.only_suppressing = true;
  CHECK(Ids(journal->List(suppressing, 0, "")).empty());
  CHECK(Fault().empty());

  const auto sign = [&](const std::string& officer, const std::string& etag,
                        const std::string& why = "", const std::string& request_id = "") {
    return journal->SignDecision(hit.id, {officer, why}, etag, request_id);
  };
  CHECK(ReasonOf(sign("asif", waiting->etag).status()) == "SECOND_OFFICER_SAME");
  CHECK(ReasonOf(sign("bano", "").status()) == "FIELD_INVALID");
  CHECK(ReasonOf(sign("bano", "0123456789abcdef").status()) == "ETAG_MISMATCH");
  CHECK(ReasonOf(sign("bano", waiting->etag, "\n").status()) == "FIELD_INVALID");
  CHECK(journal->ReadHead()->sequence == 2);

  Reopen();  // as after a power cut
  const auto signed_now = sign("bano", waiting->etag, "", "r-1");
  REQUIRE(signed_now.ok());
  CHECK(signed_now->decision->standing == Standing::kInForce);
  CHECK(signed_now->decision->officer == "asif");
  CHECK(signed_now->decision->second_officer == "bano");
  CHECK(Ids(journal->List(suppressing, 0, "")) == hit.id);
  CHECK(sign("bano", waiting->etag, "", "r-1")->etag == signed_now->etag);
  CHECK(ReasonOf(sign("chand", signed_now->etag).status()) == "SIGNATURE_NOT_AWAITED");
  CHECK(Fault().empty());
}

TEST_CASE_METHOD(Fixture, "what is sent back never held and is decided anew", "[journal]") {
  REQUIRE(journal->Append(Make("a", kNow, Advice::kRefer)).ok());
  const auto waiting = journal->RecordDecision("a", Waiting("asif"), "", "");
  REQUIRE(waiting.ok());
  const auto back = journal->SignDecision("a", {"bano", "Which date differs?"}, waiting->etag, "");
  REQUIRE(back.ok());
  CHECK(StateOf(back->decision) == DecisionState::kSentBack);
  CHECK(back->decision->sent_back_by == "bano");
  CHECK(back->decision->sent_back_reason == "Which date differs?");
  CHECK(back->decision->second_officer.empty());
  CHECK(ReasonOf(journal->SignDecision("a", {"bano", ""}, back->etag, "").status()) ==
        "SIGNATURE_NOT_AWAITED");
  REQUIRE(journal->RecordDecision("a", By("asif", Outcome::kRefer), back->etag, "").ok());
  Filter decided;
  decided.state = DecisionState::kInForce;
  CHECK(Ids(journal->List(decided, 0, "")) == "a");
  Decision named = Waiting("asif");
  named.second_officer = "bano";
  CHECK(ReasonOf(journal->RecordDecision("a", named, "", "").status()) == "FIELD_INVALID");
  CHECK(Fault().empty());
}

TEST_CASE_METHOD(Fixture, "statistics count screenings, reasons, decisions and times",
                 "[journal]") {
  for (int i = 0; i < 20; ++i) {
    auto screening = Make(fmt::format("s{}", i), kNow + hours(i * 3), Advice::kClear);
    if (i < 4) {
      screening = Make(screening.id, screening.time, i < 3 ? Advice::kAttention : Advice::kRefer,
                       {"doc.expired", "doc.expired"});
    }
    screening.timings.push_back({"read", milliseconds(10 * (i + 1)), {}});
    if (i == 0) screening.matches.emplace_back().suppression.emplace();
    REQUIRE(journal->Append(screening).ok());
  }
  REQUIRE(journal->RecordDecision("s0", By("o-1"), "", "").ok());
  REQUIRE(journal->RecordDecision("s1", By("o-1", Outcome::kRefer), "", "").ok());
  REQUIRE(journal->RecordDecision("s3", Waiting("o-1"), "", "").ok());

  StatisticsSpan span;
  span.from = kNow;
  span.to = kNow + days(30);
  const auto all = journal->Count(span);
  INFO(Message(all.status()));
  REQUIRE(all.ok());
  REQUIRE(all->periods.size() == 3);  // 60 hours
  CHECK(all->periods[0].start == kNow);
  CHECK(all->periods[0].clear == 4);
  CHECK(all->periods[0].attention == 3);
  CHECK(all->periods[0].refer == 1);
  CHECK(all->periods[2].clear == 4);
  REQUIRE(all->reasons.size() == 1);
  CHECK(all->reasons[0].code == "doc.expired");
  CHECK(all->reasons[0].screenings == 4);  // not eight
  CHECK(all->reasons[0].attention == 3);
  CHECK(all->reasons[0].refer == 1);
  CHECK(all->reasons[0].decided == 2);
  CHECK(all->reasons[0].proceeded == 1);
  CHECK(all->answer.count == 20);
  CHECK(all->answer.median == milliseconds(100));
  CHECK(all->answer.percentile_95 == milliseconds(190));
  CHECK(all->decision.count == 2);
  CHECK(all->matches == 1);
  CHECK(all->suppressed == 1);
  CHECK(all->awaiting_signature == 1);
  std::int64_t open = 0;
  std::int64_t despite = 0;
  for (const auto& decided : all->decisions) {
    if (!decided.outcome) open += decided.screenings;
    if (decided.outcome == Outcome::kProceed && decided.advice == Advice::kAttention) {
      despite += decided.screenings;
    }
  }
  CHECK(open == 18);
  CHECK(despite == 1);

  // A day that begins five hours earlier, and one lane only.
  span.utc_offset = hours(5);
  CHECK(journal->Count(span)->periods[0].start == kNow - hours(5));
  span.lane = "arrivals-2";
  CHECK(journal->Count(span)->periods.empty());
  CHECK(journal->Count(span)->answer.count == 0);
}

TEST_CASE("a journal of before finds and counts what it held", "[journal]") {
  const test::TempFolder folder;
  const auto path = folder / "journal.db";
  {
    auto database = sqlite::Database::Open(path, {.durable = true}).value();
    sqlite::Schema before = JournalSchema();
    before.migrations = before.migrations.first(4);
    REQUIRE(sqlite::Migrate(database, before).ok());
    screen::Screening sample = test::SampleScreening();
    Decision decision = By("asif", Outcome::kRefuse);
    decision.second_officer = "bano";
    decision.time = kNow;
    std::int64_t number = 0;
    Digest previous{};
    const auto put = [&](const std::string& kind, const std::string& payload) {
      ChainRow row{++number, 0, kind, payload, previous, {}};
      row.hash = HashOf(row);
      previous = row.hash;
      auto chain = database.Prepare("INSERT INTO chain VALUES (?, ?, ?, ?, ?, ?)").value();
      REQUIRE(chain
                  .Run(row.sequence, row.time_us, row.kind, sqlite::AsBlob(row.payload),
                       row.previous, row.hash)
                  .ok());
      auto head = database.Prepare("UPDATE head SET sequence = ?, hash = ?").value();
      REQUIRE(head.Run(row.sequence, row.hash).ok());
    };
    put("screening", ToPayload(sample));
    // As it was written before there was a second signature to wait for.
    std::string said = ToPayload(DecisionPayload{sample.id, decision});
    for (const char* since :
         {R"("sent_back_by":"",)", R"("sent_back_reason":"",)", R"("standing":"in_force",)"}) {
      const size_t at = said.find(since);
      REQUIRE(at != std::string::npos);
      said.erase(at, std::string(since).size());
    }
    put("decision", said);
    const auto micros =
        std::chrono::duration_cast<std::chrono::microseconds>(sample.time.time_since_epoch())
            .count();
    auto listed = database.Prepare("INSERT INTO screening VALUES (1, ?, ?, ?, ?, ?, ?, 2)").value();
    REQUIRE(listed
                .Run(sample.id, sample.checkpoint, sample.lane, micros, Name(sample.verdict.advice),
                     static_cast<std::int64_t>(sample.matches.size()))
                .ok());
  }
  const auto journal = Journal::Open(path, kClock);
  INFO(Message(journal.status()));
  REQUIRE(journal.ok());
  Filter filter;
  filter.officer = "bano";
  filter.state = DecisionState::kInForce;
  filter.reason = test::SampleScreening().verdict.reasons.front().code;
  CHECK(Ids((*journal)->List(filter, 0, "")) == test::SampleScreening().id);
  const auto verification = Verify(path);
  REQUIRE(verification.ok());
  INFO(verification->reason);
  CHECK(verification->intact);
}

}  // namespace
}  // namespace chowki::journal
