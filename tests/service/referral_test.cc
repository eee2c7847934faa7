// Referrals over real TLS: who may see what, what is answered, and that every call is written down.

#include <map>
#include <thread>

#include <catch2/catch.hpp>

#include "safeguard/proposals.h"
#include "service/referral_service.h"
#include "service/server.h"
#include "support/grpc_client.h"
#include "support/temp_folder.h"

namespace chowki::service {
namespace {

using namespace std::chrono_literals;
using pki::Role;
using test::ReasonOf;
namespace pb = referral::v1;

constexpr char kScreening[] = "checkpoints/tor-1/screenings/s1";

struct Post {
  Post() {
    referrals->OnChange([this](const std::string& id) { feed.Tell(id); });
    const pki::KeyPair files = pki.Server();
    ServerOptions options;
    options.address = "127.0.0.1:0";
    options.tls = TlsIdentity{test::ReadText(files.certificate), test::ReadText(files.key),
                              test::ReadText(pki.authority())};
    ReferralService::Parts parts;
    parts.referrals = referrals.get();
    parts.feed = &feed;
    parts.clock = &clock;
    parts.checkpoint = "tor-1";
    parts.observe = [this](const std::string& id, std::vector<associate::Observation> all) {
      ticked[id] = all.size();
      return Known(id);
    };
    parts.case_of = [this](const std::string& id) -> Result<safeguard::Proposal> {
      CHOWKI_RETURN_IF_ERROR(Known(id));
      return test::ProposalOf(id, {});
    };
    parts.contacts = [] {
      return std::vector<safeguard::PostContact>{{"child_protection", "Utopia", "1", {}, ""}};
    };
    server = Server::Start(options, &metrics, ServeReferrals(std::move(parts))).value();
  }
  ~Post() { feed.Stop(); }

  static Status Known(const std::string& id) {
    if (id == "s1" || id == "s2") return Ok();
    return WithDetail(NotFound("there is no such screening"), {"SCREENING_UNKNOWN", {}});
  }
  pb::ReferralService::Stub& As(const std::string& name, Role role = Role::kSafeguarding) {
    auto& stub = stubs[name];
    if (!stub) {
      people[name] = pki.Client(name, {role});
      stub = pb::ReferralService::NewStub(
          test::Dial(server->port(), pki.authority(), &people.at(name)));
    }
    return *stub;
  }
  static std::string NewId() {
    static int next = 0;
    return fmt::format("0193c5a4-7a10-7c3e-8f01-{:012x}", ++next);
  }
  // Calls a method of a stub.
  template <typename Request, typename Response>
  static grpc::Status Ask(pb::ReferralService::Stub& stub,
                          grpc::Status (pb::ReferralService::Stub::*method)(grpc::ClientContext*,
                                                                            const Request&,
                                                                            Response*),
                          const Request& request, Response* response) {
    grpc::ClientContext context;
    test::SetDeadline(context, 20s);
    return (stub.*method)(&context, request, response);
  }
  pb::Referral Get(const std::string& name) {
    pb::GetReferralRequest request;
    request.set_name(name);
    pb::Referral referral;
    REQUIRE(ReasonOf(Ask(As("amina"), &Stub::GetReferral, request, &referral)) == "OK");
    return referral;
  }
  using Stub = pb::ReferralService::Stub;

  test::TestPki pki;
  std::map<std::string, pki::KeyPair> people;
  std::map<std::string, std::unique_ptr<Stub>> stubs;
  std::map<std::string, size_t> ticked;
  test::TempFolder folder;
  test::HandClock clock;
  Metrics metrics;
  Feed<std::string> feed;
  std::unique_ptr<safeguard::Referrals> referrals =
      safeguard::Referrals::Open({folder / "referrals.db", folder / "keys"}, clock).value();
  std::unique_ptr<Server> server;
};
using Stub = Post::Stub;

TEST_CASE("officers tick and ask, and learn nothing of what follows", "[service][referral]") {
  Post post;
  auto& officer = post.As("farid", Role::kOfficer);
  pb::RecordObservationsRequest tick;
  tick.set_request_id(Post::NewId());
  tick.set_screening(kScreening);
  tick.add_observations(pb::OBSERVATION_COACHED_ANSWERS);
  pb::RecordObservationsResponse nothing;
  CHECK(ReasonOf(Post::Ask(officer, &Stub::RecordObservations, tick, &nothing)) == "OK");
  CHECK(nothing.ByteSizeLong() == 0);
  CHECK(post.ticked.at("s1") == 1);

  // The same whether there is a referral already or not.
  pb::CreateReferralRequest ask;
  ask.set_screening(kScreening);
  std::vector<std::string> names;
  for (int i = 0; i < 2; ++i) {
    ask.set_request_id(Post::NewId());
    pb::CreateReferralResponse answer;
    REQUIRE(ReasonOf(Post::Ask(officer, &Stub::CreateReferral, ask, &answer)) == "OK");
    names.push_back(answer.name());
    post.clock.now += 1h;
  }
  CHECK(names[0] != names[1]);
  CHECK(names[0].size() == names[1].size());
  CHECK(post.Get(names[1]).name() == names[0]);
  CHECK(post.Get(names[0]).opened_by() == "farid");
  CHECK(post.Get(names[0]).cause() == pb::REFERRAL_CAUSE_OFFICER);

  ask.set_request_id(Post::NewId());
  ask.set_screening("checkpoints/tor-1/screenings/unknown");
  pb::CreateReferralResponse answer;
  CHECK(ReasonOf(Post::Ask(officer, &Stub::CreateReferral, ask, &answer)) == "SCREENING_UNKNOWN");
  ask.set_screening("checkpoints/tor-2/screenings/s1");
  CHECK(ReasonOf(Post::Ask(officer, &Stub::CreateReferral, ask, &answer)) == "SCREENING_UNKNOWN");

  pb::GetReferralRequest get;
  get.set_name(names[0]);
  pb::Referral referral;
  CHECK(ReasonOf(Post::Ask(officer, &Stub::GetReferral, get, &referral)) == "ROLE_MISSING");
}

TEST_CASE("from open to closed by two people, with a watch that sees each step",
          "[service][referral]") {
  Post post;
  auto& amina = post.As("amina");
  auto& bashir = post.As("bashir");
  grpc::ClientContext watching;
  test::SetDeadline(watching, 60s);
  pb::WatchReferralsRequest all;
  all.set_parent("checkpoints/tor-1");
  const auto watch = bashir.WatchReferrals(&watching, all);
  pb::WatchReferralsResponse news;
  REQUIRE(watch->Read(&news));
  CHECK(news.referrals().empty());

  REQUIRE(post.referrals->Propose(test::ProposalOf("s1")).value());
  REQUIRE(watch->Read(&news));
  REQUIRE(news.referrals_size() == 1);
  pb::Referral referral = news.referrals(0);
  CHECK(referral.state() == pb::REFERRAL_STATE_OPEN);
  CHECK(referral.signs_size() == 2);

  pb::AssignReferralRequest assign;
  assign.set_name(referral.name());
  assign.set_etag(referral.etag());
  assign.set_request_id(Post::NewId());
  assign.set_assignee("amina");
  REQUIRE(ReasonOf(Post::Ask(amina, &Stub::AssignReferral, assign, &referral)) == "OK");
  assign.set_request_id(Post::NewId());
  pb::Referral other;
  CHECK(ReasonOf(Post::Ask(amina, &Stub::AssignReferral, assign, &other)) == "ETAG_MISMATCH");

  pb::AddNoteRequest add;
  add.set_parent(referral.name());
  add.set_request_id(Post::NewId());
  add.set_text("interpreter comes at 11");
  pb::Note note;
  REQUIRE(ReasonOf(Post::Ask(amina, &Stub::AddNote, add, &note)) == "OK");
  pb::Note again;
  REQUIRE(ReasonOf(Post::Ask(amina, &Stub::AddNote, add, &again)) == "OK");
  CHECK(again.SerializeAsString() == note.SerializeAsString());
  pb::ListNotesRequest list;
  list.set_parent(referral.name());
  pb::ListNotesResponse notes;
  REQUIRE(ReasonOf(Post::Ask(bashir, &Stub::ListNotes, list, &notes)) == "OK");
  REQUIRE(notes.notes_size() == 1);
  CHECK(notes.notes(0).author() == "amina");

  pb::ProposeOutcomeRequest propose;
  propose.set_name(referral.name());
  propose.set_etag(post.Get(referral.name()).etag());
  propose.set_request_id(Post::NewId());
  propose.set_outcome(pb::REFERRAL_OUTCOME_CHILD_PROTECTION);
  propose.set_feedback(pb::FEEDBACK_RIGHT);
  REQUIRE(ReasonOf(Post::Ask(amina, &Stub::ProposeOutcome, propose, &referral)) == "OK");
  CHECK(referral.state() == pb::REFERRAL_STATE_AWAITS_SIGNATURE);

  pb::SignOutcomeRequest sign;
  sign.set_name(referral.name());
  sign.set_etag(referral.etag());
  sign.set_request_id(Post::NewId());
  sign.set_agrees(true);
  CHECK(ReasonOf(Post::Ask(amina, &Stub::SignOutcome, sign, &other)) == "SECOND_OFFICER_SAME");
  REQUIRE(ReasonOf(Post::Ask(bashir, &Stub::SignOutcome, sign, &referral)) == "OK");
  CHECK(referral.state() == pb::REFERRAL_STATE_CLOSED);
  CHECK(referral.outcome().second_officer() == "bashir");
  while (watch->Read(&news) && news.referrals(0).state() != pb::REFERRAL_STATE_CLOSED) {
  }
  CHECK(news.referrals(0).etag() == referral.etag());

  pb::GetReferralRatesResponse rates;
  REQUIRE(ReasonOf(Post::Ask(amina, &Stub::GetReferralRates, pb::GetReferralRatesRequest(),
                             &rates)) == "OK");
  for (const auto& rule : rates.rules()) {
    if (rule.rule() != "repeat_escort") continue;
    CHECK(rule.right() == 1);
    CHECK(rule.points() > rule.built_points());
  }
  pb::ListReferralsRequest open;
  open.set_parent("checkpoints/-");
  pb::ListReferralsResponse page;
  REQUIRE(ReasonOf(Post::Ask(amina, &Stub::ListReferrals, open, &page)) == "OK");
  CHECK(page.referrals().empty());
  watching.TryCancel();
}

TEST_CASE("every call is written down with who took it, refused ones too", "[service][referral]") {
  Post post;
  REQUIRE(post.referrals->Propose(test::ProposalOf("s1")).value());
  const std::string name =
      "checkpoints/tor-1/referrals/" + post.referrals->List({}, 0, "").value().referrals[0].id;
  (void)post.Get(name);
  pb::GetReferralRequest get;
  get.set_name("checkpoints/tor-1/referrals/0193c5a4-7a10-7c3e-8f00-0123456789ab");
  pb::Referral referral;
  CHECK(ReasonOf(Post::Ask(post.As("bashir"), &Stub::GetReferral, get, &referral)) ==
        "REFERRAL_UNKNOWN");
  pb::ListAccessesResponse accesses;
  CHECK(ReasonOf(Post::Ask(post.As("amina"), &Stub::ListAccesses, pb::ListAccessesRequest(),
                           &accesses)) == "ROLE_MISSING");
  REQUIRE(ReasonOf(Post::Ask(post.As("zahra", Role::kAuditor), &Stub::ListAccesses,
                             pb::ListAccessesRequest(), &accesses)) == "OK");
  REQUIRE(accesses.accesses_size() == 3);
  CHECK(accesses.accesses(0).method() == "ListAccesses");
  CHECK(accesses.accesses(1).officer() == "bashir");
  CHECK(accesses.accesses(2).officer() == "amina");
  CHECK(accesses.accesses(2).method() == "GetReferral");
  CHECK(accesses.accesses(2).subject() == name);
  CHECK(post.referrals->VerifyAccesses().ok());
}

TEST_CASE("guidance comes in the language that is asked for, with the post's contacts",
          "[service][referral]") {
  Post post;
  pb::GetGuidanceRequest request;
  request.set_language("fa");
  pb::GetGuidanceResponse guidance;
  REQUIRE(ReasonOf(Post::Ask(post.As("amina"), &Stub::GetGuidance, request, &guidance)) == "OK");
  CHECK(guidance.language() == "fa");
  CHECK(guidance.steps_size() > 10);
  REQUIRE(guidance.contacts_size() == 1);
  CHECK(guidance.contacts(0).role() == "child_protection");
  pb::ReviewRuleRequest review;
  review.set_request_id(Post::NewId());
  review.set_rule("shared_contact");
  review.set_held(true);
  review.set_reason("an employer of many was not on the allow-list");
  pb::RuleState state;
  REQUIRE(ReasonOf(Post::Ask(post.As("amina"), &Stub::ReviewRule, review, &state)) == "OK");
  CHECK(state.held());
  CHECK(state.points() == 0);
  CHECK(state.officer() == "amina");
}

}  // namespace
}  // namespace chowki::service
