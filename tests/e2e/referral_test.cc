// An adult crosses with one child after the other: somebody who looks after them is told, nobody
// else.

#include <map>

#include <catch2/catch.hpp>
#include <signal.h>

#include "chowki/referral/v1/referral_service.grpc.pb.h"
#include "e2e/running_checkpoint.h"
#include "support/specimens.h"

namespace chowki::e2e {
namespace {

using namespace std::chrono_literals;
using pki::Role;
using test::ReasonOf;
namespace pb = referral::v1;
using Referrals = pb::ReferralService::Stub;

// Two digits of the year of birth in a passport's second line.
int BirthYear(const test::Specimen& passport) {
  return std::stoi(passport.mrz.at(1).substr(13, 2));
}

struct Cast {
  test::Specimen adult;
  std::vector<test::Specimen> children;
};
Cast People() {
  Cast cast;
  for (const test::Specimen& specimen : test::LoadSpecimens("clean")) {
    if (specimen.type != "TD3" || !specimen.check_digits_ok) continue;
    const int year = BirthYear(specimen);
    if (year >= 60) cast.adult = specimen;
    if (year >= 10 && year <= 24) cast.children.push_back(specimen);
  }
  REQUIRE(cast.children.size() >= 3);
  return cast;
}

class Staff {
 public:
  explicit Staff(Site* site) : site_(site) {}
  // A stub over a connection of its own, by a certificate of that name.
  std::unique_ptr<Referrals> As(const std::string& name, Role role) {
    if (!keys_.contains(name)) keys_[name] = site_->pki().Client(name, {role});
    return pb::ReferralService::NewStub(
        test::Dial(site_->port(), site_->pki().authority(), &keys_.at(name)));
  }

 private:
  Site* const site_;
  std::map<std::string, pki::KeyPair> keys_;
};

screening::v1::Screening Cross(Site& site, const test::Specimen& who, const std::string& group) {
  const auto bytes = test::ReadBytes(who.image);
  auto request = RequestFor(std::string(bytes.begin(), bytes.end()), NewRequestId());
  request.set_group(group);
  const auto stub = site.As(Role::kOfficer);
  auto [status, response] = Screen(*stub, request);
  INFO(status.error_message());
  REQUIRE(status.ok());
  return response.screening();
}

// A method of a stub.
template <typename Request, typename Response>
std::string Ask(Referrals& stub,
                grpc::Status (Referrals::*method)(grpc::ClientContext*, const Request&, Response*),
                const Request& request, Response* response) {
  grpc::ClientContext context;
  test::SetDeadline(context, 30s);
  return ReasonOf((stub.*method)(&context, request, response));
}

std::vector<pb::Referral> Open(Referrals& stub) {
  pb::ListReferralsRequest request;
  request.set_parent("checkpoints/tor-1");
  pb::ListReferralsResponse response;
  REQUIRE(Ask(stub, &Referrals::ListReferrals, request, &response) == "OK");
  return {response.referrals().begin(), response.referrals().end()};
}

double PointsOf(Referrals& stub, const std::string& rule) {
  pb::GetReferralRatesResponse rates;
  REQUIRE(Ask(stub, &Referrals::GetReferralRates, pb::GetReferralRatesRequest(), &rates) == "OK");
  for (const auto& state : rates.rules()) {
    if (state.rule() == rule) return state.points();
  }
  FAIL("no rule " << rule);
  return 0;
}

TEST_CASE("an adult with a third child: one referral, from the lane to the second signature",
          "[e2e][referral]") {
  const Cast cast = People();
  Site site;
  Staff people(&site);
  // Parties are remembered when they are complete, at the latest when the service ends.
  for (int i = 0; i < 2; ++i) {
    site.Start();
    const std::string group = fmt::format("family-{}", i);
    Cross(site, cast.adult, group);
    Cross(site, cast.children.at(i), group);
    const auto amina = people.As("amina", Role::kSafeguarding);
    CHECK(Open(*amina).empty());
    REQUIRE(site.Stop(SIGTERM) == 0);
  }

  site.Start();
  Cross(site, cast.adult, "family-2");
  const auto child = Cross(site, cast.children.at(2), "family-2");
  const auto amina = people.As("amina", Role::kSafeguarding);
  const auto bashir = people.As("bashir", Role::kSafeguarding);
  const auto officer = people.As("farid", Role::kOfficer);
  // Nobody in the lane can ask for it, and the answer there says nothing of it.
  pb::ListReferralsResponse page;
  pb::ListReferralsRequest all;
  all.set_parent("checkpoints/-");
  CHECK(Ask(*officer, &Referrals::ListReferrals, all, &page) == "ROLE_MISSING");
  CHECK(child.DebugString().find("escort") == std::string::npos);

  // By itself this is not enough. What an officer ticks is added, and he is answered nothing.
  CHECK(Open(*amina).empty());
  pb::RecordObservationsRequest tick;
  tick.set_request_id(NewRequestId());
  tick.set_screening(child.name());
  tick.add_observations(pb::OBSERVATION_COACHED_ANSWERS);
  pb::RecordObservationsResponse nothing;
  REQUIRE(Ask(*officer, &Referrals::RecordObservations, tick, &nothing) == "OK");
  CHECK(nothing.ByteSizeLong() == 0);

  const auto open = Open(*amina);
  REQUIRE(open.size() == 1);
  pb::Referral referral = open[0];
  CHECK(referral.screening() == child.name());
  CHECK(referral.age() == pb::AGE_BAND_CHILD);
  CHECK(referral.party_declared());
  CHECK(referral.party_size() == 2);
  CHECK(referral.signs(0).id() == "repeat_escort");
  CHECK_FALSE(referral.signs(0).evidence().empty());
  CHECK(referral.signs_size() >= 2);

  pb::AssignReferralRequest assign;
  assign.set_name(referral.name());
  assign.set_etag(referral.etag());
  assign.set_request_id(NewRequestId());
  assign.set_assignee("amina");
  REQUIRE(Ask(*amina, &Referrals::AssignReferral, assign, &referral) == "OK");
  pb::AddNoteRequest add;
  add.set_parent(referral.name());
  add.set_request_id(NewRequestId());
  add.set_text("child protection comes at noon");
  pb::Note note;
  REQUIRE(Ask(*amina, &Referrals::AddNote, add, &note) == "OK");
  REQUIRE(site.Stop(SIGKILL) != 0);

  // Nothing of it was lost, and nothing of it lies open on the disk.
  site.Start();
  const auto amina_again = people.As("amina", Role::kSafeguarding);
  const auto bashir_again = people.As("bashir", Role::kSafeguarding);
  referral = Open(*amina_again).at(0);
  CHECK(referral.assignee() == "amina");
  CHECK(test::ReadText(site.folder() / "chowki-referrals.db").find("at noon") == std::string::npos);
  CHECK(test::ReadText(site.folder() / "chowki-referrals.db-wal").find("at noon") ==
        std::string::npos);

  const double before = PointsOf(*amina_again, "repeat_escort");
  pb::ProposeOutcomeRequest propose;
  propose.set_name(referral.name());
  propose.set_etag(referral.etag());
  propose.set_request_id(NewRequestId());
  propose.set_outcome(pb::REFERRAL_OUTCOME_HARMLESS);
  propose.set_feedback(pb::FEEDBACK_WRONG);
  REQUIRE(Ask(*amina_again, &Referrals::ProposeOutcome, propose, &referral) == "OK");
  CHECK(referral.state() == pb::REFERRAL_STATE_AWAITS_SIGNATURE);
  pb::SignOutcomeRequest sign;
  sign.set_name(referral.name());
  sign.set_etag(referral.etag());
  sign.set_request_id(NewRequestId());
  sign.set_agrees(true);
  pb::Referral refused;
  CHECK(Ask(*amina_again, &Referrals::SignOutcome, sign, &refused) == "SECOND_OFFICER_SAME");
  REQUIRE(Ask(*bashir_again, &Referrals::SignOutcome, sign, &referral) == "OK");
  CHECK(referral.state() == pb::REFERRAL_STATE_CLOSED);
  CHECK(PointsOf(*amina_again, "repeat_escort") < before);
  CHECK(Open(*amina_again).empty());

  const auto zahra = people.As("zahra", Role::kAuditor);
  pb::ListAccessesResponse accesses;
  REQUIRE(Ask(*zahra, &Referrals::ListAccesses, pb::ListAccessesRequest(), &accesses) == "OK");
  int signed_by_bashir = 0;
  for (const auto& access : accesses.accesses()) {
    if (access.method() != "SignOutcome" || access.officer() != "bashir") continue;
    ++signed_by_bashir;
    CHECK(access.subject() == referral.name());
  }
  CHECK(signed_by_bashir == 1);
  CHECK(site.Stop(SIGTERM) == 0);
}

}  // namespace
}  // namespace chowki::e2e
