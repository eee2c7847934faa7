#include "safeguard/referral.h"

#include <catch2/catch.hpp>

#include "safeguard/proposals.h"
#include "safeguard/referral_text.h"

namespace chowki::safeguard {
namespace {

using test::ProposalOf;
using Kind = Step::Kind;

const Time kNow = test::HandClock().now;

Referral New(associate::Age age = associate::Age::kChild) {
  Proposal proposal = ProposalOf("s1");
  proposal.subject.age = age;
  return Open(proposal, "0193c5a4-7a10-7c3e-8f00-000000000001", kNow);
}

Step StepBy(const std::string& officer, Kind kind) {
  Step step;
  step.kind = kind;
  step.officer = officer;
  return step;
}

Result<Referral> Assign(const Referral& referral, const std::string& to) {
  Step step = StepBy("amina", Kind::kAssign);
  step.assignee = to;
  return After(referral, step, kNow);
}

Result<Referral> End(const Referral& referral, Outcome outcome, Feedback feedback,
                     const std::string& officer = "amina") {
  Step step = StepBy(officer, Kind::kPropose);
  step.outcome = outcome;
  step.feedback = feedback;
  return After(referral, step, kNow);
}

Result<Referral> Sign(const Referral& referral, const std::string& officer, bool agrees) {
  Step step = StepBy(officer, Kind::kSign);
  step.agrees = agrees;
  return After(referral, step, kNow);
}

std::string ReasonOf(const Status& status) {
  const auto detail = Detail(status);
  return detail ? detail->reason : "";
}

double PointsOf(std::string_view rule) { return associate::FindRule(rule)->points; }

TEST_CASE("a referral goes from open over assigned and a signature to closed", "[safeguard]") {
  Referral referral = New();
  CHECK(referral.state == State::kOpen);
  CHECK(referral.points == Approx(PointsOf("repeat_escort") + PointsOf("documents_held_by_other")));
  referral = Assign(referral, "amina").value();
  CHECK(referral.state == State::kAssigned);
  referral = End(referral, Outcome::kChildProtection, Feedback::kRight).value();
  CHECK(referral.state == State::kAwaitsSignature);
  CHECK(ReasonOf(Sign(referral, "amina", true).status()) == "SECOND_OFFICER_SAME");
  referral = Sign(referral, "bashir", true).value();
  CHECK(referral.state == State::kClosed);
  CHECK(referral.ending->second_officer == "bashir");
  CHECK(referral.ending->signed_at == kNow);
  CHECK(referral.revision == 4);
}

TEST_CASE("who does not agree gives it back to who looks after it", "[safeguard]") {
  Referral referral = Assign(New(), "amina").value();
  referral = End(referral, Outcome::kHarmless, Feedback::kWrong).value();
  REQUIRE(referral.state == State::kAwaitsSignature);
  CHECK(ReasonOf(Assign(referral, "bashir").status()) == "REFERRAL_REFUSED");
  referral = Sign(referral, "bashir", false).value();
  CHECK(referral.state == State::kAssigned);
  CHECK(referral.assignee == "amina");
  CHECK_FALSE(referral.ending.has_value());
  CHECK(ReasonOf(Sign(referral, "bashir", true).status()) == "REFERRAL_REFUSED");
}

TEST_CASE("only who looks after it says how it ended", "[safeguard]") {
  const Referral open = New();
  CHECK(ReasonOf(End(open, Outcome::kHarmless, Feedback::kWrong).status()) == "REFERRAL_REFUSED");
  const Referral assigned = Assign(open, "amina").value();
  CHECK(ReasonOf(End(assigned, Outcome::kHarmless, Feedback::kWrong, "bashir").status()) ==
        "REFERRAL_REFUSED");
  const Referral back = Assign(assigned, "").value();
  CHECK(back.state == State::kOpen);
}

TEST_CASE("an adult's own answer needs nobody beside, a child's and what takes somebody along does",
          "[safeguard]") {
  const Referral adult = New(associate::Age::kAdult);
  const Referral child = New();
  for (const Outcome outcome :
       {Outcome::kHarmless, Outcome::kNotMet, Outcome::kHelpAccepted, Outcome::kHelpDeclined}) {
    CHECK_FALSE(NeedsSecond(adult, outcome));
    CHECK(NeedsSecond(child, outcome));
  }
  for (const Outcome outcome :
       {Outcome::kChildProtection, Outcome::kMissingFound, Outcome::kHandedOver}) {
    CHECK(NeedsSecond(adult, outcome));
    CHECK(NeedsSecond(child, outcome));
  }
  const Referral closed =
      End(Assign(adult, "amina").value(), Outcome::kHelpDeclined, Feedback::kRight).value();
  CHECK(closed.state == State::kClosed);
}

TEST_CASE("feedback may not say the opposite of the outcome", "[safeguard]") {
  const Referral referral = Assign(New(), "amina").value();
  for (const auto& [outcome, feedback] : {std::pair{Outcome::kHarmless, Feedback::kRight},
                                          {Outcome::kNotMet, Feedback::kWrong},
                                          {Outcome::kChildProtection, Feedback::kWrong},
                                          {Outcome::kHelpDeclined, Feedback::kWrong}}) {
    CHECK(ReasonOf(End(referral, outcome, feedback).status()) == "FIELD_INVALID");
  }
  CHECK(End(referral, Outcome::kHandedOver, Feedback::kWrong).ok());
}

TEST_CASE("notes are short lines of text, and none follows the end", "[safeguard]") {
  Step note = StepBy("amina", Kind::kNote);
  note.note = "interpreter comes at 11";
  const Referral noted = After(New(), note, kNow).value();
  REQUIRE(noted.notes.size() == 1);
  CHECK(noted.notes[0].author == "amina");
  for (const std::string& wrong :
       {std::string(), std::string(" "), std::string(501, 'a'), std::string("a\nb")}) {
    note.note = wrong;
    CHECK(ReasonOf(After(New(), note, kNow).status()) == "FIELD_INVALID");
  }
  note.note = "too late";
  const Referral closed = End(Assign(New(associate::Age::kAdult), "amina").value(),
                              Outcome::kHarmless, Feedback::kWrong)
                              .value();
  CHECK(ReasonOf(After(closed, note, kNow).status()) == "REFERRAL_REFUSED");
}

TEST_CASE("later signs are added, those of before stay", "[safeguard]") {
  const Referral referral = New();
  const auto same = With(referral, ProposalOf("s1"), kNow);
  CHECK_FALSE(same.has_value());
  const auto more = With(referral, ProposalOf("s1", {"forged_and_minor"}), kNow);
  REQUIRE(more.has_value());
  CHECK(more->signs.size() == 3);
  CHECK(more->signs[0].id == "repeat_escort");
  CHECK(more->points == Approx(referral.points + PointsOf("forged_and_minor")));
  CHECK(more->revision == 2);
}

TEST_CASE("a closed one opens again for a new strong sign or a person, and for nothing else",
          "[safeguard]") {
  const Referral closed = End(Assign(New(associate::Age::kAdult), "amina").value(),
                              Outcome::kHarmless, Feedback::kWrong)
                              .value();
  CHECK_FALSE(With(closed, ProposalOf("s1"), kNow).has_value());
  CHECK_FALSE(With(closed, ProposalOf("s1", {"coached_answers"}), kNow).has_value());
  const auto strong = With(closed, ProposalOf("s1", {"missing_candidate"}), kNow);
  REQUIRE(strong.has_value());
  CHECK(strong->state == State::kOpen);
  CHECK(strong->assignee.empty());
  CHECK_FALSE(strong->ending.has_value());
  Proposal asked = ProposalOf("s1", {});
  asked.cause = Cause::kOfficer;
  CHECK(With(closed, asked, kNow).has_value());
}

TEST_CASE("children come first, then points, then who waits longest", "[safeguard]") {
  Referral child = New();
  Referral adult = New(associate::Age::kAdult);
  adult.points = 40;
  CHECK(IsMoreUrgent(child, adult));
  CHECK_FALSE(IsMoreUrgent(adult, child));
  Referral less = child;
  less.points = 10;
  CHECK(IsMoreUrgent(child, less));
  Referral later = child;
  later.created += std::chrono::minutes(1);
  CHECK(IsMoreUrgent(child, later));
}

TEST_CASE("what is sealed reads back as it was, and nothing else is read", "[safeguard]") {
  Referral referral = Assign(New(), "amina").value();
  referral.names = {"0193c5a4-7a10-7c3e-8f00-000000000002"};
  referral.notes = {{"amina", "two \"words\" \xd8\xa2", kNow}};
  referral.requests = {{"id", "content", "0"}};
  referral.signs[0].evidence = {"e1", "checkpoints/other/screenings/e2"};
  referral = End(referral, Outcome::kMissingFound, Feedback::kUnknown).value();
  referral = Sign(referral, "bashir", true).value();
  CHECK(ReferralFromText(ToText(referral)).value() == referral);
  for (const char* text : {"", "{}", "[]", "null", "{\"id\":1}"}) {
    CHECK(ReferralFromText(text).status().code() == StatusCode::kDataLoss);
  }
}

}  // namespace
}  // namespace chowki::safeguard
