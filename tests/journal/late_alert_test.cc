#include "journal/late_alert.h"

#include <catch2/catch.hpp>

#include "journal/journal.h"
#include "journal/payload.h"
#include "journal/verify.h"
#include "support/sample_screening.h"
#include "support/temp_folder.h"

namespace chowki::journal {
namespace {

using identify::Band;
using identify::MatchKind;

const Time kNow{std::chrono::seconds(1'780'000'000)};
const FixedClock kClock{kNow};

std::string ReasonOf(const Status& status) {
  const auto detail = Detail(status);
  return detail ? detail->reason : status.ok() ? "OK" : "none";
}

LateAlert About(const std::string& screening, const std::string& entry,
                MatchKind kind = MatchKind::kSuspect) {
  LateAlert alert;
  alert.screening = screening;
  alert.checkpoint = "tor-1";
  alert.lane = "arrivals-3";
  alert.crossed = kNow - std::chrono::days(3);
  alert.match = test::SampleScreening().matches.front();
  alert.match.entry = entry;
  alert.match.kind = kind;
  alert.match.alert = true;
  return alert;
}

LookBack Plan(const std::string& root, std::vector<std::string> entries) {
  LookBack plan;
  plan.list = "national";
  plan.root = root;
  plan.entries = std::move(entries);
  plan.since = kNow;
  return plan;
}

struct Fixture {
  test::TempFolder folder;
  std::filesystem::path path = folder / "journal.db";
  std::unique_ptr<Journal> journal = Journal::Open(path, kClock).value();

  std::vector<LateAlert> Raise(std::vector<LateAlert> alerts) {
    return journal->LookBackDone({}, true, std::move(alerts)).value();
  }
  Result<LateAlert> Say(const LateAlert& alert, LateOutcome outcome, const std::string& etag,
                        const std::string& request_id = "", const std::string& note = "") {
    return journal->AcknowledgeLate(alert.id, {outcome, note, "asif"}, etag, request_id);
  }
};

TEST_CASE("a late alert comes back from its payload as it went", "[journal][late]") {
  LateAlert alert = About("s-1", "uto-1", MatchKind::kMissing);
  alert.id = "a-1";
  alert.raised = kNow;
  CHECK(LateAlertFromPayload(ToPayload(alert)).value() == alert);
  alert.acknowledged = {LateOutcome::kSamePerson, "seen at the gate", "asif", kNow};
  CHECK(LateAlertFromPayload(ToPayload(alert)).value() == alert);
  CHECK(LateAlertFromPayload("{}").status().code() == StatusCode::kDataLoss);
}

TEST_CASE("news is what nobody was told: another entry, kind or action, or a surer match",
          "[journal][late]") {
  const identify::Match told = About("s-1", "uto-1").match;
  CHECK(IsNews(told, {}));
  CHECK_FALSE(IsNews(told, {told}));
  identify::Match again = told;
  again.revision += 1;
  again.entry_digest = Sha256("the entry with another spelling");
  CHECK_FALSE(IsNews(again, {told}));
  again = told;
  again.entry = "uto-2";
  CHECK(IsNews(again, {told}));
  again = told;
  again.list = "another";
  CHECK(IsNews(again, {told}));
  again = told;
  again.kind = MatchKind::kMissing;
  CHECK(IsNews(again, {told}));
  again = told;
  again.action = "protect_missing";
  CHECK(IsNews(again, {told}));
  identify::Match faint = told;
  faint.band = Band::kPossible;
  again = told;
  again.band = Band::kStrong;
  CHECK(IsNews(again, {faint}));
  CHECK_FALSE(IsNews(faint, {again}));
}

TEST_CASE_METHOD(Fixture, "one alert for one screening and state of an entry, over a restart too",
                 "[journal][late]") {
  const auto first = Raise({About("s-1", "uto-1"), About("s-1", "uto-1"), About("s-2", "uto-1")});
  REQUIRE(first.size() == 2);
  CHECK(first[0].raised == kNow);
  CHECK(first[0].id != first[1].id);
  journal.reset();
  journal = Journal::Open(path, kClock).value();
  CHECK(Raise({About("s-1", "uto-1"), About("s-2", "uto-1")}).empty());
  CHECK(journal->ReadHead()->sequence == 2);
  CHECK(journal->GetLate(first[0].id).value() == first[0]);
  CHECK(journal->ToldLate("s-1").value() == std::vector{first[0].match});
  CHECK(journal->ToldLate("s-9")->empty());
  CHECK(ReasonOf(journal->GetLate("none").status()) == "RESOURCE_UNKNOWN");
  LateAlert changed = About("s-1", "uto-1");
  changed.match.entry_digest = Sha256("as it is now");
  CHECK(Raise({changed}).size() == 1);
  CHECK(Verify(path)->intact);
}

TEST_CASE_METHOD(Fixture, "victims come first, then the newest, page by page", "[journal][late]") {
  Raise({About("s-1", "a"), About("s-2", "b", MatchKind::kMissing), About("s-3", "c"),
         About("s-4", "d", MatchKind::kAtRisk)});
  std::vector<std::string> order;
  std::string token;
  do {
    const auto page = journal->ListLate(false, 1, token);
    REQUIRE(page.ok());
    REQUIRE(page->alerts.size() == 1);
    CHECK(page->open == 4);
    CHECK(page->open_victims == 2);
    order.push_back(page->alerts.front().screening);
    token = page->next_page_token;
  } while (!token.empty());
  CHECK(order == std::vector<std::string>{"s-4", "s-2", "s-3", "s-1"});
  const std::string of_all = journal->ListLate(false, 1, "")->next_page_token;
  CHECK(ReasonOf(journal->ListLate(true, 1, of_all).status()) == "PAGE_TOKEN_INVALID");
  for (const char* token_of_nobody : {"x", "1.2", "1.2.0.3", "..0", "1.99999999999999999999.0"}) {
    CHECK(ReasonOf(journal->ListLate(false, 1, token_of_nobody).status()) == "PAGE_TOKEN_INVALID");
  }
  CHECK(ReasonOf(journal->ListLate(false, -1, "").status()) == "FIELD_INVALID");
}

TEST_CASE_METHOD(Fixture, "an officer answers what he saw, and may answer anew",
                 "[journal][late]") {
  const LateAlert alert = Raise({About("s-1", "uto-1", MatchKind::kMissing)}).front();
  CHECK(ReasonOf(Say(alert, LateOutcome::kForwarded, "").status()) == "FIELD_INVALID");
  CHECK(ReasonOf(Say(alert, LateOutcome::kForwarded, "another").status()) == "ETAG_MISMATCH");
  CHECK(ReasonOf(Say(alert, LateOutcome::kForwarded, alert.etag, "", "two\nlines").status()) ==
        "FIELD_INVALID");
  CHECK(ReasonOf(
            Say(alert, LateOutcome::kForwarded, alert.etag, "", std::string(501, 'x')).status()) ==
        "FIELD_INVALID");
  const auto said = Say(alert, LateOutcome::kForwarded, alert.etag, "r-1", "to the hotline");
  REQUIRE(said.ok());
  CHECK(said->acknowledged->officer == "asif");
  CHECK(said->acknowledged->time == kNow);
  CHECK(said->etag != alert.etag);
  CHECK(Say(alert, LateOutcome::kForwarded, alert.etag, "r-1", "to the hotline").value() == *said);
  CHECK(ReasonOf(Say(alert, LateOutcome::kSamePerson, alert.etag, "r-1").status()) ==
        "REQUEST_ID_REUSED");
  CHECK(ReasonOf(Say(alert, LateOutcome::kSamePerson, alert.etag).status()) == "ETAG_MISMATCH");
  CHECK(journal->ListLate(true, 0, "")->alerts.empty());
  CHECK(journal->ListLate(true, 0, "")->open_victims == 0);
  CHECK(journal->ListLate(false, 0, "")->alerts == std::vector{*said});
  REQUIRE(Say(alert, LateOutcome::kOtherPerson, said->etag).ok());
  CHECK(journal->GetLate(alert.id)->acknowledged->outcome == LateOutcome::kOtherPerson);
  CHECK(journal->ReadHead()->sequence == 3);
  CHECK(Verify(path)->intact);
}

TEST_CASE_METHOD(Fixture, "what is to be looked back at is remembered, and how far it has come",
                 "[journal][late]") {
  CHECK(journal->LookedBackFrom("national").value() == std::nullopt);
  REQUIRE(journal->PlanLookBack(Plan("r1", {})).ok());
  CHECK(journal->LookedBackFrom("national").value() == "r1");
  CHECK(journal->ListLookBacks()->empty());
  REQUIRE(journal->PlanLookBack(Plan("r2", {"b", "a"})).ok());
  REQUIRE(journal->PlanLookBack(Plan("r3", {"c", "a"})).ok());
  auto plans = journal->ListLookBacks().value();
  REQUIRE(plans.size() == 1);  // the first had not begun
  CHECK(plans[0].entries == std::vector<std::string>{"a", "b", "c"});
  CHECK(plans[0].root == "r3");
  CHECK_FALSE(plans[0].whole_list);

  plans[0].place = "a page's token";
  plans[0].crossings = 100;
  REQUIRE(journal->LookBackDone(plans[0], false, {}).ok());
  LookBack all = Plan("r4", {});
  all.whole_list = true;
  REQUIRE(journal->PlanLookBack(all).ok());
  journal.reset();
  journal = Journal::Open(path, kClock).value();
  const auto left = journal->ListLookBacks().value();
  REQUIRE(left.size() == 2);  // the first has begun: it ends by itself
  CHECK(left[0] == plans[0]);
  CHECK(left[1].whole_list);
  REQUIRE(journal->LookBackDone(left[0], true, {}).ok());
  CHECK(journal->ListLookBacks()->size() == 1);
  CHECK(journal->LookedBackFrom("national").value() == "r4");
}

}  // namespace
}  // namespace chowki::journal
