#include "wire/referral.h"

#include <catch2/catch.hpp>

namespace chowki::wire {
namespace {

namespace pb = chowki::referral::v1;

constexpr char kUuid[] = "0193c5a4-7a10-7c3e-8f00-0123456789ab";
constexpr char kReferral[] = "checkpoints/tor-1/referrals/0193c5a4-7a10-7c3e-8f00-0123456789ab";
constexpr char kScreening[] = "checkpoints/tor-1/screenings/s1";
const Time kTime{std::chrono::seconds(1'780'000'000)};

safeguard::Referral Sample() {
  safeguard::Referral referral;
  referral.id = kUuid;
  referral.screening = "s1";
  referral.party = {"s1", "s2"};
  referral.lane = "lane-2";
  referral.subject = {"UTO", associate::Age::kChild, 'F'};
  referral.cause = safeguard::Cause::kOtherPosts;
  associate::Sign sign;
  sign.id = "repeat_escort";
  sign.family = associate::Family::kHistory;
  sign.level = associate::Level::kStrong;
  sign.strength = 0.5;
  sign.points = 4.8;
  sign.people = {"s1"};
  sign.evidence = {"s0", "checkpoints/other/screenings/s9"};
  sign.benign = "teachers";
  sign.source = "UNODC";
  referral.signs = {sign};
  referral.points = 4.8;
  referral.state = safeguard::State::kClosed;
  referral.opened_by = "farid";
  referral.assignee = "amina";
  referral.ending = {safeguard::Outcome::kMissingFound,
                     safeguard::Feedback::kRight,
                     "amina",
                     kTime,
                     "bashir",
                     kTime};
  referral.created = kTime;
  referral.updated = kTime;
  referral.expires = kTime;
  return referral;
}

template <typename Message>
std::string Objection(const Message& message) {
  const auto result = FromProto(message);
  if (result.ok()) return "";
  const auto detail = Detail(result.status());
  return detail ? detail->metadata.at("field") : "no detail";
}

// Every field of the message has a value.
void CheckWhole(const google::protobuf::Message& message) {
  const auto* descriptor = message.GetDescriptor();
  for (int i = 0; i < descriptor->field_count(); ++i) {
    const auto* field = descriptor->field(i);
    INFO(field->full_name());
    if (field->is_repeated()) {
      CHECK(message.GetReflection()->FieldSize(message, field) > 0);
    } else {
      CHECK(message.GetReflection()->HasField(message, field));
    }
  }
}

TEST_CASE("a referral goes out whole, with names instead of ids", "[wire]") {
  const pb::Referral message = ToProto(Sample(), "tor-1");
  CheckWhole(message);
  CheckWhole(message.signs(0));
  CheckWhole(message.outcome());
  CHECK(message.name() == kReferral);
  CHECK(message.screening() == kScreening);
  CHECK(message.signs(0).evidence(0) == "checkpoints/tor-1/screenings/s0");
  CHECK(message.signs(0).evidence(1) == "checkpoints/other/screenings/s9");
  CHECK(message.cause() == pb::REFERRAL_CAUSE_OTHER_POSTS);
  CHECK(message.outcome().outcome() == pb::REFERRAL_OUTCOME_MISSING_FOUND);
}

TEST_CASE("rules, rates, contacts and accesses go out whole", "[wire]") {
  CheckWhole(
      ToProto(safeguard::RuleState{"minor_alone", 1, 2.3, {3, 4}, true, "why", "amina", kTime}));
  safeguard::Rates rates;
  rates.rates = {{"sex", "F", {2, 10}, {0.2, 0.1, 0.5}, safeguard::Bounded{2, 1, 4}, true}};
  rates.rules = {{"minor_alone", 1, 2.3, {3, 4}, true, "why", "amina", kTime}};
  rates.referral_points = 9.4;
  rates.budget_per_mille = 1;
  rates.over_budget = 3;
  const auto message = ToProto(rates);
  CheckWhole(message);
  CheckWhole(message.rates(0));
  CheckWhole(ToProto(safeguard::PostContact{"medical", "Dr. Utopia", "1", {"ur"}, "always"}));
  CheckWhole(ToProto(safeguard::Access{1, kTime, "amina", "GetReferral", kReferral}));
}

TEST_CASE("all observations are known, each once", "[wire]") {
  pb::RecordObservationsRequest request;
  request.set_request_id(kUuid);
  request.set_screening(kScreening);
  for (int i = 1; i < pb::Observation_ARRAYSIZE; ++i) {
    request.add_observations(static_cast<pb::Observation>(i));
  }
  const auto read = FromProto(request);
  REQUIRE(read.ok());
  CHECK(read->observations.size() == 4);
  CHECK(read->screening == ScreeningName{"tor-1", "s1"});
  request.set_observations(1, request.observations(0));
  CHECK(Objection(request) == "observations");
  request.clear_observations();
  CHECK(Objection(request).empty());
  request.add_observations(static_cast<pb::Observation>(77));
  CHECK(Objection(request) == "observations");
  request.set_screening("s1");
  CHECK(Objection(request) == "screening");
  request.set_request_id("1");
  CHECK(Objection(request) == "request_id");
}

TEST_CASE("steps name the referral, its state and what is to be done", "[wire]") {
  pb::ProposeOutcomeRequest propose;
  propose.set_name(kReferral);
  propose.set_etag("r2");
  propose.set_request_id(kUuid);
  propose.set_outcome(pb::REFERRAL_OUTCOME_NOT_MET);
  propose.set_feedback(pb::FEEDBACK_UNKNOWN);
  const auto step = FromProto(propose);
  REQUIRE(step.ok());
  CHECK(step->name == ReferralName{"tor-1", kUuid});
  CHECK(step->step.outcome == safeguard::Outcome::kNotMet);
  propose.clear_feedback();
  CHECK(Objection(propose) == "feedback");
  propose.clear_outcome();
  CHECK(Objection(propose) == "outcome");
  propose.clear_etag();
  CHECK(Objection(propose) == "etag");
  propose.set_name("checkpoints/tor-1/screenings/1");
  CHECK(Objection(propose) == "name");

  pb::AssignReferralRequest assign;
  assign.set_name(kReferral);
  assign.set_etag("r2");
  assign.set_request_id(kUuid);
  assign.set_assignee("line\nbreak");
  CHECK(Objection(assign) == "assignee");
  assign.set_assignee("");
  CHECK(FromProto(assign).value().step.assignee.empty());

  pb::AddNoteRequest note;
  note.set_parent(kReferral);
  note.set_request_id(kUuid);
  note.set_text(std::string(501, 'a'));
  CHECK(Objection(note) == "text");
  note.set_text("\xff");
  CHECK(Objection(note) == "text");

  pb::SignOutcomeRequest sign;
  sign.set_name(kReferral);
  sign.set_request_id(kUuid);
  CHECK(Objection(sign) == "etag");
}

TEST_CASE("lists and spans are read within their limits", "[wire]") {
  pb::ListReferralsRequest list;
  list.set_parent("checkpoints/-");
  list.set_state(pb::REFERRAL_STATE_AWAITS_SIGNATURE);
  CHECK(FromProto(list).value().filter.state == safeguard::State::kAwaitsSignature);
  list.set_page_size(501);
  CHECK(Objection(list) == "page_size");
  list.set_parent("tor-1");
  CHECK(Objection(list) == "parent");

  const Date today{2026, 11, 23};
  const auto span = FromProto(pb::GetReferralRatesRequest(), today).value();
  CHECK(span.last == today);
  CHECK(DaysBetween(span.first, span.last) == safeguard::kRateDays - 1);
  pb::GetReferralRatesRequest rates;
  rates.mutable_to_time()->set_seconds(1'780'000'000);
  rates.mutable_from_time()->set_seconds(1'790'000'000);
  CHECK_FALSE(FromProto(rates, today).ok());

  pb::ListAccessesRequest accesses;
  CHECK(FromProto(accesses).value().page_size == 50);
  accesses.set_page_token("17");
  CHECK(FromProto(accesses).value().below == 17);
  for (const char* token : {"x", "-1", "0", "1x"}) {
    accesses.set_page_token(token);
    CHECK_FALSE(FromProto(accesses).ok());
  }
  const std::vector<safeguard::Access> page = {{2, kTime, "a", "m", ""}, {1, kTime, "a", "m", ""}};
  CHECK(ToProto(page, 2).next_page_token().empty());  // the first one is there
  CHECK(ToProto({page[0]}, 1).next_page_token() == "2");
  CHECK(ToProto({}, 2).next_page_token().empty());

  pb::ReviewRuleRequest review;
  review.set_request_id(kUuid);
  review.set_rule("minor_alone");
  CHECK(Objection(review) == "reason");
}

}  // namespace
}  // namespace chowki::wire
