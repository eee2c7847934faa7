// Monthly figures of what posts sent: counted once, protected, on both databases and over the wire.

#include <catch2/catch.hpp>

#include "base/metrics.h"
#include "central/intake.h"
#include "central/office.h"
#include "central_service/centre.h"
#include "central_service/convert.h"
#include "central_service/figures_count.h"
#include "chowki/figures/v1/figures_service.grpc.pb.h"
#include "journal/payload.h"
#include "support/grpc_client.h"
#include "support/sample_screening.h"
#include "sync/referral_report.h"

namespace chowki::central_service {
namespace {

using central::test::Office;
using figures::Count;
using figures::Mark;
using figures::Month;
using pki::Role;
using test::ReasonOf;
namespace pb = chowki::figures::v1;

constexpr Month kOctober{2025, 10};  // of the sample screening

screen::Screening Crossing(const std::string& id, int birth_year = 1980,
                           const std::string& state = "UTO") {
  screen::Screening screening = test::SampleScreening();
  screening.id = id;
  screening.identity->birth_date.value = {birth_year, 1, 2};
  screening.identity->issuing_state.value = state;
  screening.matches.front().suppression.reset();
  return screening;
}

class Country {
 public:
  explicit Country(const std::string& kind) : office(kind) {
    REQUIRE(office.pool
                ->Write([&](sql::Connection& store) {
                  return central::MakeEventPartitions(store, office.clock.now);
                })
                .ok());
  }
  void Send(const std::string& post, const std::string& kind, const std::string& payload,
            std::int64_t epoch = 1) {
    events_[post].push_back({std::ssize(events_[post]) + 1, 1, kind, payload});
    REQUIRE(office.pool
                ->WriteFor([&](sql::Connection& store) {
                  return central::TakeEvents(store, post, epoch, events_[post], HashOfRow,
                                             office.clock.now);
                })
                .ok());
  }
  void Cross(const std::string& post, const screen::Screening& screening) {
    Send(post, "screening", journal::ToPayload(screening));
  }
  void Decide(const std::string& post, const std::string& screening, journal::Outcome outcome,
              journal::Standing standing = journal::Standing::kInForce) {
    journal::Decision decision;
    decision.officer = "desk-1";
    decision.outcome = outcome;
    decision.standing = standing;
    Send(post, "decision", journal::ToPayload(journal::DecisionPayload{screening, decision}));
  }
  // The journal was lost: the post begins anew.
  void Lose(const std::string& post) { events_[post].clear(); }
  figures::Monthly Figures(const Month& month = kOctober) {
    REQUIRE(CountEvents(*office.pool, Deadline(), office.clock.now).ok());
    return MonthlyFigures(*office.pool, month, office.clock.now).value();
  }
  Count TotalOf(const std::string& kind, const std::string& code, const Month& month = kOctober) {
    for (const figures::Figure& figure : Figures(month).figures) {
      if (figure.kind == kind && figure.code == code) return figure.people.total();
    }
    return {-1, Mark::kShown};
  }

  Office office;

 private:
  std::map<std::string, std::vector<central::Event>> events_;
};

TEST_CASE("what posts sent is counted once, by post, state, age and sex", "[central][figures]") {
  Country country(GENERATE("sqlite", "postgres"));
  country.office.clock.now = test::SampleScreening().time + std::chrono::days(3);
  for (int i = 0; i < 7; ++i) country.Cross("post-1", Crossing("a-" + std::to_string(i)));
  for (int i = 0; i < 6; ++i) {
    country.Cross("post-2", Crossing("b-" + std::to_string(i), 2015, "XXA"));
  }
  const figures::Monthly first = country.Figures();
  CHECK(first.pending == 0);
  const figures::Figure& crossings = first.figures.front();
  CHECK(crossings.kind == "crossing");
  CHECK(crossings.people.total() == Count{13, Mark::kShown});
  CHECK(crossings.people.rows == std::vector<std::string>{"0-11", "25-64"});
  CHECK(crossings.people.columns == std::vector<std::string>{"female"});
  CHECK(crossings.routes.rows == std::vector<std::string>{"post-1/unknown", "post-2/unknown"});
  CHECK(crossings.routes.columns == std::vector<std::string>{"UTO", "XXA"});
  CHECK(crossings.routes.At(0, 0) == Count{7, Mark::kShown});
  CHECK(country.TotalOf("check", "mrz.check_digits/failed") == Count{13, Mark::kShown});
  CHECK(country.TotalOf("forged", "mrz.check_digits.composite") == Count{13, Mark::kShown});
  CHECK(country.TotalOf("hit", "wanted/strong") == Count{13, Mark::kShown});
  CHECK(country.TotalOf("crossing", "", {2025, 11}) == Count{-1, Mark::kShown});

  // Nothing is counted twice: not by another call, nor from a journal that was restored.
  CHECK(country.Figures().figures == first.figures);
  country.Lose("post-1");
  const auto again = journal::ToPayload(Crossing("a-0"));
  country.Send("post-1", "screening", again, 2);
  CHECK(country.TotalOf("crossing", "") == Count{13, Mark::kShown});
  country.Send("post-1", "screening", "{\"no\": \"screening\"}", 2);
  country.Send("post-1", "late_alert", "{}", 2);
  CHECK(country.Figures().pending == 0);
  CHECK(country.TotalOf("crossing", "") == Count{13, Mark::kShown});
}

TEST_CASE("the decision in force is counted, in the place of the one before",
          "[central][figures]") {
  Country country(GENERATE("sqlite", "postgres"));
  country.office.clock.now = test::SampleScreening().time + std::chrono::days(3);
  using journal::Outcome;
  using journal::Standing;
  for (int i = 0; i < 12; ++i) {
    const std::string id = "a-" + std::to_string(i);
    country.Cross("post-1", Crossing(id));
    country.Decide("post-1", id, Outcome::kProceed);
  }
  CHECK(country.TotalOf("decision", "proceed") == Count{12, Mark::kShown});
  for (int i = 0; i < 6; ++i) {
    const std::string id = "a-" + std::to_string(i);
    country.Decide("post-1", id, Outcome::kRefuse, Standing::kAwaitsSignature);
  }
  CHECK(country.TotalOf("decision", "proceed") == Count{6, Mark::kShown});
  CHECK(country.TotalOf("decision", "refuse") == Count{-1, Mark::kShown});
  for (int i = 0; i < 6; ++i) {
    country.Decide("post-1", "a-" + std::to_string(i), Outcome::kRefuse);
  }
  CHECK(country.TotalOf("decision", "refuse") == Count{6, Mark::kShown});
  country.Decide("post-1", "never-sent", Outcome::kRefuse);
  CHECK(country.TotalOf("decision", "refuse") == Count{6, Mark::kShown});
}

TEST_CASE("a small number is nowhere in the answer", "[central][figures]") {
  Country country("sqlite");
  country.office.clock.now = test::SampleScreening().time + std::chrono::days(3);
  for (int i = 0; i < 20; ++i) country.Cross("post-1", Crossing("a-" + std::to_string(i)));
  for (int i = 0; i < 9; ++i) country.Cross("post-1", Crossing("b-" + std::to_string(i), 2015));
  country.Cross("post-1", Crossing("c", 2015, "XXA"));
  const figures::Monthly monthly = country.Figures();
  const figures::Table& routes = monthly.figures.front().routes;
  CHECK(routes.At(0, 1).mark == Mark::kSmall);
  CHECK(routes.At(0, 0).mark != Mark::kShown);  // else the total would tell
  for (const figures::Figure& figure : monthly.figures) {
    for (const figures::Table* table : {&figure.people, &figure.routes}) {
      for (const Count& count : table->counts) CHECK((count.value == 0 || count.value >= 5));
    }
  }
}

TEST_CASE("figures are for admins and auditors, referrals are told by posts",
          "[central][figures]") {
  Country country(GENERATE("sqlite", "postgres"));
  country.office.clock.now = test::SampleScreening().time + std::chrono::days(3);
  for (int i = 0; i < 8; ++i) country.Cross("post-1", Crossing("a-" + std::to_string(i)));
  test::TestPki pki;
  const pki::KeyPair files = pki.Server();
  service::ServerOptions options;
  options.address = "127.0.0.1:0";
  options.tls = service::TlsIdentity{test::ReadText(files.certificate), test::ReadText(files.key),
                                     test::ReadText(pki.authority())};
  Metrics metrics;
  HeadWatch heads(country.office.pool.get());
  Centre centre;
  centre.store = country.office.pool.get();
  centre.publisher = country.office.publisher.get();
  centre.heads = &heads;
  centre.clock = &country.office.clock;
  const auto server = service::Server::Start(options, &metrics, ServeCentre(centre)).value();
  const pki::KeyPair post = pki.Client("post-1", {Role::kDevice});
  const sync::CentreAddress address{"127.0.0.1:" + std::to_string(server->port()),
                                    test::ReadText(pki.authority()),
                                    test::ReadText(post.certificate), test::ReadText(post.key)};
  const auto report = [&](const std::string& month, std::vector<sync::ReferralCell> cells) {
    const Status status = sync::ReportReferrals(address, {}, month, cells);
    return central::test::ReasonOf(status);
  };
  const auto ask = [&](const std::string& who, Role role, const std::string& month,
                       pb::GetMonthlyFiguresResponse* response) {
    const pki::KeyPair key = pki.Client(who, {role});
    const auto stub =
        pb::FiguresService::NewStub(test::Dial(server->port(), pki.authority(), &key));
    pb::GetMonthlyFiguresRequest request;
    request.set_month(month);
    grpc::ClientContext context;
    test::SetDeadline(context, std::chrono::seconds(30));
    return ReasonOf(stub->GetMonthlyFigures(&context, request, response));
  };
  const sync::ReferralCell cell{"in", "0-17", "female", "closed/help_accepted", "UTO", 9};
  CHECK(report("2025-10", {cell}) == "OK");
  CHECK(report("2025-10", {cell}) == "OK");  // in the place of the one before
  sync::ReferralCell wrong = cell;
  wrong.age = "13";
  CHECK(report("2025-10", {wrong}) == "FIELD_INVALID");
  wrong = cell;
  wrong.code = "=HYPERLINK()";
  CHECK(report("2025-10", {wrong}) == "FIELD_INVALID");
  wrong = cell;
  wrong.count = 0;
  CHECK(report("2025-10", {wrong}) == "FIELD_INVALID");
  wrong = cell;
  wrong.issuing_state = "uto";
  CHECK(report("2025-10", {wrong}) == "FIELD_INVALID");
  CHECK(report("2025-10", {cell, cell}) == "FIELD_INVALID");
  CHECK(report("2024-09", {cell}) == "FIELD_INVALID");
  CHECK(report("2026-10", {cell}) == "FIELD_INVALID");

  pb::GetMonthlyFiguresResponse response;
  REQUIRE(ask("eye", Role::kAuditor, "2025-10", &response) == "OK");
  CHECK(response.month() == "2025-10");
  CHECK(response.pending() == 0);
  std::map<std::string, std::int64_t> totals;
  for (const auto& figure : response.figures()) {
    totals[figure.kind() + " " + figure.code()] =
        figure.people().counts(figure.people().counts_size() - 1).value();
  }
  CHECK(totals["crossing "] == 8);
  CHECK(totals["referral closed/help_accepted"] == 9);
  CHECK(report("2025-10", {}) == "OK");
  REQUIRE(ask("boss", Role::kAdmin, "2025-10", &response) == "OK");
  for (const auto& figure : response.figures()) CHECK(figure.kind() != "referral");
  CHECK(ask("boss-2", Role::kAdmin, "2025-13", &response) == "FIELD_INVALID");
  CHECK(ask("post-9", Role::kDevice, "2025-10", &response) == "ROLE_MISSING");
  CHECK(ask("desk-1", Role::kOfficer, "2025-10", &response) == "ROLE_MISSING");
  heads.Stop();
}

}  // namespace
}  // namespace chowki::central_service
