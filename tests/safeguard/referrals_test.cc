#include "safeguard/referrals.h"

#include <fstream>

#include <catch2/catch.hpp>

#include "safeguard/proposals.h"
#include "sqlite/statement.h"
#include "support/temp_folder.h"

namespace chowki::safeguard {
namespace {

using std::chrono::days;
using test::ProposalOf;
namespace fs = std::filesystem;

std::string NewRequest() {
  static int next = 0;
  return fmt::format("0193c5a4-7a10-7c3e-8f00-{:012x}", ++next);
}

std::string ReasonOf(const Status& status) {
  const auto detail = Detail(status);
  return detail ? detail->reason : "";
}

struct Post {
  Referrals& Open() {
    referrals.reset();
    referrals = Referrals::Open({folder / "referrals.db", folder / "keys"}, clock).value();
    return *referrals;
  }

  Result<Referral> Take(const std::string& id, const std::string& officer, Step step,
                        const std::string& request = NewRequest()) {
    step.officer = officer;
    const std::string etag = EtagOf(referrals->Get(id).value());
    return referrals->Take(id, step, etag, request);
  }

  // From open to closed, with a second person where one is needed.
  Referral Close(const std::string& id, Outcome outcome, Feedback feedback) {
    Step assign;
    assign.assignee = "amina";
    REQUIRE(Take(id, "amina", assign).ok());
    Step propose;
    propose.kind = Step::Kind::kPropose;
    propose.outcome = outcome;
    propose.feedback = feedback;
    const Referral proposed = Take(id, "amina", propose).value();
    if (proposed.state == State::kClosed) return proposed;
    Step sign;
    sign.kind = Step::Kind::kSign;
    sign.agrees = true;
    return Take(id, "bashir", sign).value();
  }

  std::string OnlyId() {
    const auto page = referrals->List({.also_closed = true}, 0, "").value();
    REQUIRE(page.referrals.size() == 1);
    return page.referrals[0].id;
  }

  // Whether any file below the folder has these bytes.
  [[nodiscard]] bool AnyFileHas(const std::string& text) const {
    for (const auto& entry : fs::recursive_directory_iterator(folder.path())) {
      if (!entry.is_regular_file()) continue;
      std::ifstream in(entry.path(), std::ios::binary);
      const std::string bytes((std::istreambuf_iterator<char>(in)),
                              std::istreambuf_iterator<char>());
      if (bytes.find(text) != std::string::npos) return true;
    }
    return false;
  }

  test::TempFolder folder;
  test::HandClock clock;
  std::unique_ptr<Referrals> referrals;
};

TEST_CASE("one referral a screening: later proposals add to it", "[safeguard]") {
  Post post;
  Referrals& referrals = post.Open();
  std::vector<std::string> told;
  referrals.OnChange([&](const std::string& id) { told.push_back(id); });
  CHECK_FALSE(referrals.IsReferred("s1"));
  CHECK(referrals.Propose(ProposalOf("s1")).value());
  CHECK(referrals.Propose(ProposalOf("s1")).value());
  CHECK(referrals.Propose(ProposalOf("s1", {"forged_and_minor"})).value());
  CHECK(referrals.IsReferred("s1"));
  CHECK(referrals.Get(post.OnlyId()).value().signs.size() == 3);
  CHECK(told.size() == 2);
  CHECK_FALSE(referrals.Propose(ProposalOf("s2", {"minor_alone"})).value());
}

TEST_CASE("a referral outlives the process, sealed", "[safeguard]") {
  Post post;
  REQUIRE(post.Open().Propose(ProposalOf("s1-of-nobody")).value());
  const std::string id = post.OnlyId();
  Step note;
  note.kind = Step::Kind::kNote;
  note.note = "waits in the blue room";
  REQUIRE(post.Take(id, "amina", note).ok());
  const Referral before = post.referrals->Get(id).value();
  Referrals& again = post.Open();
  CHECK(again.Get(id).value() == before);
  CHECK(again.IsReferred("s1-of-nobody"));
  for (const char* text : {"s1-of-nobody", "blue room", "lane-2", "amina"}) {
    INFO(text);
    CHECK_FALSE(post.AnyFileHas(text));
  }
}

TEST_CASE("steps need the state that was read, and a repeat does nothing twice", "[safeguard]") {
  Post post;
  Referrals& referrals = post.Open();
  REQUIRE(referrals.Propose(ProposalOf("s1")).value());
  const std::string id = post.OnlyId();
  const std::string etag = EtagOf(referrals.Get(id).value());
  Step assign;
  assign.officer = "amina";
  assign.assignee = "amina";
  const std::string request = NewRequest();
  const Referral first = referrals.Take(id, assign, etag, request).value();
  CHECK(post.Open().Take(id, assign, etag, request).value() == first);
  assign.assignee = "bashir";
  CHECK(ReasonOf(post.referrals->Take(id, assign, etag, request).status()) == "REQUEST_ID_REUSED");
  CHECK(ReasonOf(post.referrals->Take(id, assign, etag, NewRequest()).status()) == "ETAG_MISMATCH");
  CHECK(ReasonOf(post.referrals->Take("0193", assign, etag, NewRequest()).status()) ==
        "REFERRAL_UNKNOWN");
}

TEST_CASE("an officer's own referral is answered by a name that does not tell of an earlier one",
          "[safeguard]") {
  Post post;
  Referrals& referrals = post.Open();
  Proposal asked = ProposalOf("s1", {});
  asked.cause = Cause::kOfficer;
  asked.officer = "farid";
  const std::string request = NewRequest();
  const std::string first = referrals.Create(asked, "", request).value();
  CHECK(referrals.Create(asked, "", request).value() == first);
  CHECK(ReasonOf(referrals.Create(asked, "other", request).status()) == "REQUEST_ID_REUSED");
  const std::string second = referrals.Create(asked, "very quiet", NewRequest()).value();
  CHECK(second != first);
  CHECK(referrals.Get(second).value().id == first);
  CHECK(referrals.Get(first).value().notes.at(0).text == "very quiet");
  CHECK(referrals.Get(first).value().opened_by == "farid");
  CHECK(post.Open().Get(second).value().id == first);
  CHECK(post.referrals->Create(asked, "", request).value() == first);
}

TEST_CASE("lists are in the order of urgency, page by page, by state and person", "[safeguard]") {
  Post post;
  Referrals& referrals = post.Open();
  for (int i = 0; i < 5; ++i) {
    Proposal proposal = ProposalOf(fmt::format("s{}", i));
    if (i == 0) proposal.subject.age = associate::Age::kAdult;
    post.clock.now += std::chrono::minutes(1);
    REQUIRE(referrals.Propose(proposal).value());
  }
  std::vector<std::string> seen;
  std::string token;
  do {
    const auto page = referrals.List({}, 2, token).value();
    for (const auto& referral : page.referrals) seen.push_back(referral.screening);
    token = page.next_page_token;
  } while (!token.empty());
  CHECK(seen == std::vector<std::string>{"s1", "s2", "s3", "s4", "s0"});
  const std::string s1 = referrals.List({}, 1, "").value().referrals[0].id;
  post.Close(s1, Outcome::kHarmless, Feedback::kWrong);
  CHECK(referrals.IsReferred("s1"));  // the lane is not told that it was closed
  CHECK(referrals.List({}, 0, "").value().referrals.size() == 4);
  CHECK(referrals.List({.also_closed = true}, 0, "").value().referrals.size() == 5);
  CHECK(referrals.List({.state = State::kClosed}, 0, "").value().referrals.size() == 1);
  CHECK(
      referrals.List({.assignee = "amina", .also_closed = true}, 0, "").value().referrals.size() ==
      1);
  CHECK(ReasonOf(referrals.List({}, 0, "nonsense").status()) == "PAGE_TOKEN_INVALID");
}

TEST_CASE("what is over is destroyed: a copy of the files opens no more", "[safeguard]") {
  Post post;
  Referrals& referrals = post.Open();
  REQUIRE(referrals.Propose(ProposalOf("s-harmless")).value());
  const std::string harmless = post.OnlyId();
  post.Close(harmless, Outcome::kHarmless, Feedback::kWrong);
  REQUIRE(referrals.Propose(ProposalOf("s-right")).value());
  const std::string right = referrals.List({}, 0, "").value().referrals.at(0).id;
  post.Close(right, Outcome::kChildProtection, Feedback::kRight);
  CHECK(referrals.Get(harmless).value().expires - post.clock.now <= days(30));
  // Somebody keeps a copy of the rows, not of the keys.
  const fs::path copy = post.folder / "copy.db";

  post.clock.now += days(29);
  referrals.Tick();
  CHECK(referrals.Get(harmless).ok());
  {
    auto source = sqlite::Database::Open(post.folder / "referrals.db").value();
    REQUIRE(source.Execute("VACUUM INTO '" + copy.string() + "'").ok());
  }
  post.clock.now += days(1);
  referrals.Tick();
  CHECK(ReasonOf(referrals.Get(harmless).status()) == "REFERRAL_UNKNOWN");
  CHECK(referrals.Get(right).ok());
  CHECK(fs::remove_all(post.folder / "referrals.db") > 0);
  fs::remove(post.folder / "referrals.db-wal");
  fs::remove(post.folder / "referrals.db-shm");
  fs::copy_file(copy, post.folder / "referrals.db");
  Referrals& copied = post.Open();
  CHECK_FALSE(copied.Get(harmless).ok());
  CHECK(copied.Get(right).ok());
  CHECK_FALSE(post.AnyFileHas("s-harmless"));

  post.clock.now += days(150);
  copied.Tick();
  CHECK_FALSE(copied.Get(right).ok());
  CHECK_FALSE(post.AnyFileHas("s-right"));
  fs::remove(copy);
  CHECK_FALSE(post.AnyFileHas(right));  // nor its row
}

TEST_CASE("a damaged row does not keep the others away", "[safeguard]") {
  Post post;
  REQUIRE(post.Open().Propose(ProposalOf("s1")).value());
  REQUIRE(post.referrals->Propose(ProposalOf("s2")).value());
  post.referrals.reset();
  {
    auto database = sqlite::Database::Open(post.folder / "referrals.db").value();
    REQUIRE(database
                .Execute("UPDATE referral SET sealed = zeroblob(99) WHERE id = (SELECT min(id) "
                         "FROM referral)")
                .ok());
  }
  CHECK(post.Open().List({}, 0, "").value().referrals.size() == 1);
}

TEST_CASE("the budget leaves out what weighs less, counts it, and never a child's strong sign",
          "[safeguard]") {
  Post post;
  Referrals& referrals = post.Open();
  const std::vector<std::string> plain = {"documents_held_by_other", "adult_many_minors",
                                          "shared_contact", "sequential_numbers"};
  int opened = 0;
  for (int i = 0; i < 10; ++i) {
    opened += referrals.Propose(ProposalOf(fmt::format("s{}", i), plain)).value() ? 1 : 0;
  }
  CHECK(opened < 10);
  CHECK(opened >= 4);
  REQUIRE_FALSE(referrals.Propose(ProposalOf("s9", plain)).value());
  CHECK(referrals.Propose(ProposalOf("s-child")).value());
  const auto span = DaysUntil(ToDate(post.clock.now), 1);
  const Rates rates = referrals.CountRates(span).value();
  CHECK(rates.over_budget == 10 - opened);  // s9 once
  CHECK(rates.referral_points > associate::kReferralPoints);
  CHECK(rates.budget_per_mille == 1);
  // Many travellers later there is room again.
  for (int i = 0; i < 40'000; ++i) {
    referrals.Count({post.clock.now, {"UTO", associate::Age::kAdult, 'M'}});
  }
  CHECK(referrals.Propose(ProposalOf("s9", plain)).value());
}

TEST_CASE("what was right and wrong moves the points, and the counts outlive the referrals",
          "[safeguard]") {
  Post post;
  Referrals& referrals = post.Open();
  const double built = referrals.Points().at("repeat_escort");
  for (int i = 0; i < 3; ++i) {
    REQUIRE(referrals.Propose(ProposalOf(fmt::format("s{}", i))).value());
    const std::string id = referrals.List({}, 0, "").value().referrals.at(0).id;
    post.Close(id, Outcome::kHarmless, Feedback::kWrong);
  }
  const double moved = referrals.Points().at("repeat_escort");
  CHECK(moved == TunedPoints(*associate::FindRule("repeat_escort"), {0, 3}));
  CHECK(moved < built);
  CHECK(referrals.Points().at("minor_alone") == associate::FindRule("minor_alone")->points);
  post.clock.now += days(60);
  CHECK(post.Open().Points().at("repeat_escort") == moved);
  CHECK(post.referrals->List({.also_closed = true}, 0, "").value().referrals.empty());
  post.clock.now += days(400);
  CHECK(post.Open().Points().at("repeat_escort") == built);
}

TEST_CASE("a referral that opens again takes its verdict back", "[safeguard]") {
  Post post;
  Referrals& referrals = post.Open();
  REQUIRE(referrals.Propose(ProposalOf("s1")).value());
  post.Close(post.OnlyId(), Outcome::kHarmless, Feedback::kWrong);
  const double moved = referrals.Points().at("repeat_escort");
  REQUIRE(referrals.Propose(ProposalOf("s1", {"missing_candidate"})).value());
  CHECK(referrals.Points().at("repeat_escort") > moved);
  const auto cells = referrals.CountByMonth().value();
  REQUIRE(cells.size() == 1);
  CHECK(cells[0] == MonthCell{"2026-11", "child", "F", "opened", 1});
  post.Close(post.OnlyId(), Outcome::kChildProtection, Feedback::kRight);
  CHECK(referrals.CountByMonth().value().size() == 2);
}

TEST_CASE("a rule that singles a group out is held until a person has looked at it",
          "[safeguard]") {
  Post post;
  Referrals& referrals = post.Open();
  const std::vector<std::string> signs = {"documents_held_by_other", "shared_contact",
                                          "repeat_escort"};
  for (int i = 0; i < 5000; ++i) {
    referrals.Count({post.clock.now, {"UTO", associate::Age::kAdult, 'M'}});
  }
  for (int i = 0; i < 500; ++i) {
    referrals.Count({post.clock.now, {"XYZ", associate::Age::kChild, 'M'}});
  }
  int opened = 0;
  while (referrals.Points().at("shared_contact") > 0 && opened < 40) {
    Proposal proposal = ProposalOf(fmt::format("s{}", opened++), signs);
    proposal.subject = {"XYZ", associate::Age::kChild, 'M'};
    REQUIRE(referrals.Propose(proposal).value());
  }
  CHECK(opened >= kLeastCases);
  CHECK(opened < 20);
  const auto state_of = [&](const std::string& rule) {
    const auto rates = referrals.CountRates(DaysUntil(ToDate(post.clock.now), 1)).value();
    return *std::ranges::find(rates.rules, rule, &RuleState::rule);
  };
  const RuleState held = state_of("shared_contact");
  CHECK(held.held);
  CHECK(held.officer.empty());
  CHECK(held.built_points == associate::FindRule("shared_contact")->points);
  CHECK_FALSE(held.reason.empty());

  const std::string request = NewRequest();
  const RuleState free =
      referrals.Review("shared_contact", false, "a school of XYZ visits", "amina", request).value();
  CHECK_FALSE(free.held);
  CHECK(free.points > 0);
  CHECK_FALSE(referrals.Review("shared_contact", false, "a school of XYZ visits", "amina", request)
                  .value()
                  .held);
  CHECK(ReasonOf(referrals.Review("shared_contact", true, "x", "amina", request).status()) ==
        "REQUEST_ID_REUSED");
  CHECK(ReasonOf(referrals.Review("no_rule", true, "x", "amina", NewRequest()).status()) ==
        "RESOURCE_UNKNOWN");
  // What was looked at does not hold it again.
  Proposal one_more = ProposalOf("one-more", signs);
  one_more.subject = {"XYZ", associate::Age::kChild, 'M'};
  REQUIRE(referrals.Propose(one_more).value());
  CHECK_FALSE(state_of("shared_contact").held);
  CHECK(post.Open().Points().at("shared_contact") > 0);
}

TEST_CASE("those who travel together are one case of a rule", "[safeguard]") {
  Post post;
  Referrals& referrals = post.Open();
  for (int i = 0; i < 5; ++i) {
    Proposal proposal = ProposalOf(fmt::format("s{}", i));
    proposal.party = {"s0", "s1", "s2", "s3", "s4", "adult"};
    REQUIRE(referrals.Propose(proposal).value());
  }
  const Rates rates = referrals.CountRates(DaysUntil(ToDate(post.clock.now), 1)).value();
  for (const Rate& rate : rates.rates) {
    if (rate.dimension == "all") CHECK(rate.share.some == 5);
    if (rate.dimension == "rule") CHECK(rate.share.some == 1);
  }
}

TEST_CASE("rates are told with their bounds, of groups and of rules", "[safeguard]") {
  Post post;
  Referrals& referrals = post.Open();
  for (int i = 0; i < 100; ++i) {
    referrals.Count({post.clock.now, {i % 4 == 0 ? "XYZ" : "UTO", associate::Age::kAdult, 'M'}});
  }
  for (int i = 0; i < 2; ++i) {
    referrals.Count({post.clock.now, {"UTO", associate::Age::kChild, 'F'}});
    REQUIRE(referrals.Propose(ProposalOf(fmt::format("s{}", i))).value());
  }
  const Rates rates = referrals.CountRates(DaysUntil(ToDate(post.clock.now), 1)).value();
  const auto rate = [&](const std::string& dimension, const std::string& value) {
    const auto found = std::ranges::find_if(rates.rates, [&](const Rate& one) {
      return one.dimension == dimension && one.value == value;
    });
    REQUIRE(found != rates.rates.end());
    return *found;
  };
  CHECK(rate("all", "").share.all == 102);
  CHECK(rate("all", "").share.some == 2);
  CHECK(rate("issuing_state", "UTO").share.all == 77);
  CHECK(rate("issuing_state", "XYZ").share.some == 0);
  CHECK(rate("age", "child").share.all == 2);
  CHECK(rate("sex", "F").ratio.has_value());
  CHECK(rate("rule", "repeat_escort").share.some == 2);
  CHECK(rate("all", "").rate.high > rate("all", "").rate.value);
  // Yesterday nobody travelled.
  CHECK(referrals.CountRates(DaysUntil(AddDays(ToDate(post.clock.now), -1), 1))
            .value()
            .rates.at(0)
            .share.all == 0);
}

TEST_CASE("who read what is kept in a chain that shows changes, for five years", "[safeguard]") {
  Post post;
  Referrals& referrals = post.Open();
  for (int i = 0; i < 3; ++i) {
    REQUIRE(referrals.Log("amina", "GetReferral", fmt::format("r{}", i)).ok());
    post.clock.now += days(1);
  }
  const auto newest = referrals.Accesses(0, 2).value();
  REQUIRE(newest.size() == 2);
  CHECK(newest[0].subject == "r2");
  CHECK(newest[0].sequence == 3);
  CHECK(referrals.Accesses(2, 10).value().size() == 1);
  CHECK(referrals.VerifyAccesses().ok());

  SECTION("what is older goes, and the chain still holds") {
    post.clock.now += kKeepAccesses - days(1);
    referrals.Tick();
    CHECK(referrals.Accesses(0, 10).value().size() == 1);
    CHECK(referrals.VerifyAccesses().ok());
    REQUIRE(referrals.Log("amina", "GetReferral", "r3").ok());
    CHECK(referrals.Accesses(0, 10).value().at(0).sequence == 4);
    CHECK(referrals.VerifyAccesses().ok());
  }
  SECTION("a changed row is found") {
    auto database = sqlite::Database::Open(post.folder / "referrals.db").value();
    REQUIRE(database.Execute("UPDATE access SET officer = 'nobody' WHERE sequence = 2").ok());
    CHECK(referrals.VerifyAccesses().code() == StatusCode::kDataLoss);
  }
  SECTION("a missing row is found") {
    auto database = sqlite::Database::Open(post.folder / "referrals.db").value();
    REQUIRE(database.Execute("DELETE FROM access WHERE sequence = 2").ok());
    CHECK(referrals.VerifyAccesses().code() == StatusCode::kDataLoss);
  }
}

TEST_CASE("days and a budget that cannot be are refused", "[safeguard]") {
  Post post;
  const auto refused = [&](days keep, days confirmed, double per_mille) {
    return Referrals::Open({post.folder / "r.db", post.folder / "k", keep, confirmed, {per_mille}},
                           post.clock)
               .status()
               .code() == StatusCode::kInvalidArgument;
  };
  CHECK(refused(days(0), days(180), 1));
  CHECK(refused(days(31), days(30), 1));
  CHECK(refused(days(30), days(180), 0));
  CHECK(refused(days(30), days(180), 1001));
}

}  // namespace
}  // namespace chowki::safeguard
