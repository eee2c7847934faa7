// Real programs, real TLS, on loopback: a document image in, a screening answer out.

#include <algorithm>
#include <fstream>
#include <future>
#include <thread>

#include <catch2/catch.hpp>
#include <signal.h>

#include "e2e/running_checkpoint.h"
#include "journal/verify.h"
#include "support/specimens.h"

namespace chowki::e2e {
namespace {

using namespace std::chrono_literals;
using pki::Role;
using test::ReasonOf;
namespace pb = screening::v1;

std::string Bytes(const test::Specimen& specimen) {
  const auto bytes = test::ReadBytes(specimen.image);
  return std::string(bytes.begin(), bytes.end());
}

// A clean passport.
test::Specimen Passport() {
  for (const test::Specimen& specimen : test::LoadSpecimens("clean")) {
    if (specimen.type == "TD3" && specimen.check_digits_ok) return specimen;
  }
  FAIL("no clean passport among the specimens");
  return {};
}

// A list row for the document number printed in a passport's second line.
std::string StolenRow(const test::Specimen& passport) {
  std::string number = passport.mrz.at(1).substr(0, 9);
  number.erase(std::find(number.begin(), number.end(), '<'), number.end());
  return "uto-2,document,,,,,,P:UTO:" + number + ",stolen_document";
}

// The entries that policy shows to an officer.
std::vector<std::string> Alerts(const pb::Screening& screening) {
  std::vector<std::string> entries;
  for (const pb::Match& match : screening.matches()) {
    if (match.alert()) entries.push_back(match.entry());
  }
  return entries;
}

TEST_CASE("an officer gets the reading, the checks, the list's age and the advice", "[e2e]") {
  Site site;
  site.Start();
  const test::Specimen passport = Passport();
  const auto stub = site.As(Role::kOfficer);
  const auto [status, response] = Screen(*stub, RequestFor(Bytes(passport), NewRequestId()));
  INFO(status.error_message());
  REQUIRE(status.ok());
  const pb::Screening& screening = response.screening();
  CHECK(std::vector<std::string>(screening.reading().mrz().lines().begin(),
                                 screening.reading().mrz().lines().end()) == passport.mrz);
  CHECK(screening.findings_size() > 3);
  CHECK(screening.verdict().advice() != pb::ADVICE_UNSPECIFIED);
  REQUIRE(screening.provenance().lists_size() == 1);
  CHECK(screening.provenance().lists(0).freshness() == pb::FRESHNESS_FRESH);
  CHECK(screening.provenance().models_size() > 0);
  CHECK(Alerts(screening).empty());

  grpc::ClientContext context;
  pb::GetScreeningRequest get;
  get.set_name(screening.name());
  pb::Screening kept;
  REQUIRE(stub->GetScreening(&context, get, &kept).ok());
  CHECK(kept.verdict().SerializeAsString() == screening.verdict().SerializeAsString());
  CHECK(site.Stop(SIGTERM) == 0);
  CHECK(journal::Verify(site.journal())->intact);
}

TEST_CASE("a list put in the place of the old one is in force without a restart", "[e2e]") {
  Site site;
  site.Start();
  const test::Specimen passport = Passport();
  const auto stub = site.As(Role::kOfficer);
  const auto before = Screen(*stub, RequestFor(Bytes(passport), NewRequestId()));
  REQUIRE(before.status.ok());
  CHECK(Alerts(before.response.screening()).empty());

  site.PutWatchlist({StolenRow(passport)});
  pb::Screening after;
  const auto give_up = std::chrono::steady_clock::now() + 30s;
  while (Alerts(after).empty() && std::chrono::steady_clock::now() < give_up) {
    const auto screened = Screen(*stub, RequestFor(Bytes(passport), NewRequestId()));
    REQUIRE(screened.status.ok());
    after = screened.response.screening();
  }
  REQUIRE(Alerts(after) == std::vector<std::string>{"uto-2"});
  CHECK(after.matches(0).entry() == "uto-2");
  CHECK(after.matches(0).band() == pb::BAND_EXACT_DOCUMENT);
  CHECK(after.matches(0).signals_size() > 0);
  CHECK(after.verdict().advice() == pb::ADVICE_REFER);
  CHECK(after.provenance().lists(0).state_root() !=
        before.response.screening().provenance().lists(0).state_root());
}

TEST_CASE("who crossed before the list changed alerts late, and an officer answers", "[e2e]") {
  Site site;
  site.Start({"limits.call_s=2"});
  const test::Specimen passport = Passport();
  const auto stub = site.As(Role::kOfficer);
  const auto crossed =
      Screen(*stub, RequestFor(Bytes(passport), NewRequestId()), std::chrono::seconds(2));
  INFO(crossed.status.error_message());
  REQUIRE(crossed.status.ok());

  const auto alerts = [&] {
    grpc::ClientContext context;
    test::SetDeadline(context, 2s);
    pb::ListLateAlertsRequest request;
    request.set_parent("checkpoints/tor-1");
    pb::ListLateAlertsResponse response;
    CHECK(ReasonOf(stub->ListLateAlerts(&context, request, &response)) == "OK");
    return response;
  };
  const auto wait = [&] {
    const auto give_up = std::chrono::steady_clock::now() + 60s;
    while (alerts().late_alerts().empty() && std::chrono::steady_clock::now() < give_up) {
      std::this_thread::sleep_for(200ms);
    }
  };
  site.PutWatchlist({StolenRow(passport)});
  wait();
  REQUIRE(alerts().late_alerts_size() == 1);
  const pb::LateAlert alert = alerts().late_alerts(0);
  CHECK(alert.screening() == crossed.response.screening().name());
  CHECK(alert.match().entry() == "uto-2");
  CHECK(alert.match().list() == "national");
  CHECK_FALSE(alert.match().guidance().instruction().empty());

  // A crash changes nothing of it; the same list says nothing new.
  site.Stop(SIGKILL);
  site.Start({"limits.call_s=2"});
  const auto again = site.As(Role::kOfficer);
  pb::AcknowledgeLateAlertRequest answer;
  answer.set_name(alert.name());
  answer.set_etag(alert.etag());
  answer.set_request_id(NewRequestId());
  answer.set_outcome(pb::LATE_ALERT_OUTCOME_NOTHING_TO_DO);
  grpc::ClientContext context;
  test::SetDeadline(context, 2s);
  pb::LateAlert said;
  CHECK(ReasonOf(again->AcknowledgeLateAlert(&context, answer, &said)) == "OK");
  CHECK(said.has_acknowledgement());
  std::this_thread::sleep_for(4s);
  grpc::ClientContext listing;
  test::SetDeadline(listing, 2s);
  pb::ListLateAlertsRequest request;
  request.set_parent("checkpoints/-");
  pb::ListLateAlertsResponse all;
  CHECK(ReasonOf(again->ListLateAlerts(&listing, request, &all)) == "OK");
  CHECK(all.late_alerts_size() == 1);
  CHECK(all.open() == 0);
  CHECK(site.Stop(SIGTERM) == 0);
  CHECK(journal::Verify(site.journal())->intact);
}

TEST_CASE("a kiosk hears the advice and nothing more, in one size", "[e2e]") {
  Site site;
  const test::Specimen passport = Passport();
  site.PutWatchlist({StolenRow(passport)});
  site.Start();
  const auto kiosk = site.As(Role::kKiosk);
  const auto hit = Screen(*kiosk, RequestFor(Bytes(passport), NewRequestId()));
  REQUIRE(hit.status.ok());
  REQUIRE(hit.response.has_kiosk());
  CHECK_FALSE(hit.response.has_screening());
  CHECK(hit.response.kiosk().advice() == pb::ADVICE_REFER);

  const auto other = test::LoadSpecimens("clean").back();
  const auto no_hit = Screen(*kiosk, RequestFor(Bytes(other), NewRequestId()));
  REQUIRE(no_hit.status.ok());
  CHECK(no_hit.response.ByteSizeLong() == hit.response.ByteSizeLong());

  grpc::ClientContext context;
  pb::ScreenDocumentProgressRequest request;
  *request.mutable_screen() = RequestFor(Bytes(passport), NewRequestId());
  const auto updates = kiosk->ScreenDocumentProgress(&context, request);
  pb::ScreenDocumentProgressResponse update;
  while (updates->Read(&update)) {
    CHECK_FALSE(update.has_finding());
    CHECK_FALSE(update.has_mrz());
    if (update.has_stage()) {
      CHECK(update.stage().stage() != "identify");
      CHECK_FALSE(update.stage().has_elapsed());
    }
  }
  CHECK(updates->Finish().ok());
  CHECK(update.answer().has_kiosk());
}

TEST_CASE("progress tells stages and checks as they are known, the answer last", "[e2e]") {
  Site site;
  site.Start();
  const auto stub = site.As(Role::kOfficer);
  grpc::ClientContext context;
  pb::ScreenDocumentProgressRequest request;
  *request.mutable_screen() = RequestFor(Bytes(Passport()), NewRequestId());
  const auto updates = stub->ScreenDocumentProgress(&context, request);
  std::vector<std::string> stages;
  int findings = 0;
  int readings = 0;
  pb::ScreenDocumentProgressResponse update;
  while (updates->Read(&update)) {
    if (update.has_stage()) stages.push_back(update.stage().stage());
    findings += update.has_finding() ? 1 : 0;
    readings += update.has_mrz() ? 1 : 0;
  }
  REQUIRE(updates->Finish().ok());
  REQUIRE(update.has_answer());
  CHECK(readings == 1);
  CHECK(findings == update.answer().screening().findings_size());
  const auto decode = std::find(stages.begin(), stages.end(), "decode");
  const auto decide = std::find(stages.begin(), stages.end(), "decide");
  CHECK(decode < decide);
  CHECK(decide != stages.end());
}

TEST_CASE("a repeated request gets the first answer, another content is refused", "[e2e]") {
  Site site;
  site.Start();
  const auto stub = site.As(Role::kOfficer);
  const std::string id = NewRequestId();
  const std::string image = Bytes(Passport());
  const auto first = Screen(*stub, RequestFor(image, id));
  REQUIRE(first.status.ok());
  const auto again = Screen(*stub, RequestFor(image, id));
  REQUIRE(again.status.ok());
  CHECK(again.response.screening().name() == first.response.screening().name());

  auto other = RequestFor(image, id);
  other.set_lane("arrivals-2");
  CHECK(ReasonOf(Screen(*stub, other).status) == "REQUEST_ID_REUSED");

  site.Stop(SIGKILL);
  site.Start();
  const auto after = Screen(*site.As(Role::kOfficer), RequestFor(image, id));
  REQUIRE(after.status.ok());
  CHECK(after.response.screening().name() == first.response.screening().name());
}

TEST_CASE("every bad image is a typed error, and the service goes on", "[e2e]") {
  Site site;
  site.Start();
  const auto stub = site.As(Role::kOfficer);
  const std::string good = Bytes(Passport());
  const auto reason = [&](std::string image) {
    return ReasonOf(Screen(*stub, RequestFor(std::move(image), NewRequestId())).status);
  };
  CHECK(reason("") == "IMAGE_EMPTY");
  CHECK(reason("GIF89a" + std::string(200, 'x')) == "IMAGE_FORMAT_UNSUPPORTED");
  CHECK(reason("%PDF-1.7 " + std::string(200, 'x')) == "IMAGE_FORMAT_UNSUPPORTED");
  CHECK(reason(std::string(100, '\0')) == "IMAGE_FORMAT_UNSUPPORTED");
  CHECK(reason("\xFF\xD8\xFF\xE0" + std::string(500, 'x')) == "IMAGE_UNDECODABLE");
  CHECK(reason(good.substr(0, 300)) == "IMAGE_UNDECODABLE");
  CHECK(reason(std::string((12u << 20) + 1, 'x')) == "IMAGE_BYTES_EXCEEDED");

  const auto whole = Screen(*stub, RequestFor(std::string(50u << 20, 'x'), NewRequestId()));
  CHECK(whole.status.error_code() == grpc::StatusCode::RESOURCE_EXHAUSTED);

  auto request = RequestFor(good, NewRequestId());
  request.mutable_images(0)->set_light(static_cast<type::v1::Light>(77));
  CHECK(ReasonOf(Screen(*stub, request).status) == "FIELD_INVALID");

  CHECK(Screen(*stub, RequestFor(good, NewRequestId())).status.ok());
  CHECK(site.Running());
}

TEST_CASE("who may not call is told so, who is unknown does not get in", "[e2e]") {
  Site site;
  site.Start();
  const std::string good = Bytes(Passport());
  CHECK(ReasonOf(Screen(*site.As(Role::kAuditor), RequestFor(good, NewRequestId())).status) ==
        "ROLE_MISSING");
  grpc::ClientContext context;
  pb::CheckIdentityRequest identity;
  identity.add_names("PANDORA LOVEGOOD");
  pb::CheckIdentityResponse none;
  CHECK(ReasonOf(site.As(Role::kKiosk)->CheckIdentity(&context, identity, &none)) ==
        "ROLE_MISSING");

  const auto screen_as = [&](const pki::KeyPair* who) {
    const auto stub =
        pb::ScreeningService::NewStub(test::Dial(site.port(), site.pki().authority(), who));
    return Screen(*stub, RequestFor(good, NewRequestId())).status.error_code();
  };
  test::TestPki other;
  const auto foreign = other.Client("officer", {Role::kOfficer});
  CHECK(screen_as(nullptr) == grpc::StatusCode::UNAVAILABLE);
  CHECK(screen_as(&foreign) == grpc::StatusCode::UNAVAILABLE);
  CHECK(Screen(*site.As(Role::kOfficer), RequestFor(good, NewRequestId())).status.ok());
}

TEST_CASE("what a reader drops into a folder is screened once, and put away", "[e2e]") {
  Site site;
  site.Start();
  const auto drop = site.folder() / "drop";
  std::filesystem::create_directory(drop);
  const auto kiosk = site.pki().Client("reader", {Role::kKiosk});
  const auto watch = [&] {
    test::Process program(
        "chowki",
        {"watch", drop, "--once", "--settle-ms", "50", "--output", "jsonl", "--lane", "arrivals-3",
         "--server", "127.0.0.1:" + std::to_string(site.port()), "--ca", site.pki().authority(),
         "--cert", kiosk.certificate, "--key", kiosk.key},
        site.folder() / "watch.log");
    return program.Wait();
  };
  std::ofstream(drop / "0001.jpg", std::ios::binary) << Bytes(Passport());
  CHECK(watch() == 0);
  CHECK_FALSE(std::filesystem::exists(drop / "0001.jpg"));
  // The same again, as after a crash: the first answer, no second record.
  std::ofstream(drop / "0001.jpg", std::ios::binary) << Bytes(Passport());
  CHECK(watch() == 0);
  std::ofstream(drop / "0002.jpg") << "no image";
  CHECK(watch() == 1);
  CHECK_FALSE(std::filesystem::exists(drop / "0002.jpg"));
  CHECK(std::filesystem::exists(drop / "failed"));

  grpc::ClientContext context;
  pb::ListScreeningsRequest list;
  list.set_parent("checkpoints/-");
  list.set_lane("arrivals-3");
  pb::ListScreeningsResponse page;
  REQUIRE(site.As(Role::kOfficer)->ListScreenings(&context, list, &page).ok());
  CHECK(page.screenings_size() == 1);
}

TEST_CASE("an identity typed by hand is looked up", "[e2e]") {
  Site site;
  site.Start();
  grpc::ClientContext context;
  pb::CheckIdentityRequest identity;
  identity.add_names("PANDORA LOVEGOOD");
  identity.mutable_birth_date()->set_year(1950);
  identity.set_nationality("UTO");
  pb::CheckIdentityResponse answer;
  const auto status = site.As(Role::kOfficer)->CheckIdentity(&context, identity, &answer);
  INFO(status.error_message());
  REQUIRE(status.ok());
  REQUIRE(answer.matches_size() >= 1);
  CHECK(answer.matches(0).entry() == "uto-1");
  CHECK(answer.lists(0).list() == "national");
}

TEST_CASE("a full queue says when to come back, and empties", "[e2e]") {
  Site site;
  site.Start({"limits.workers=1", "limits.queue=1"});
  const std::string good = Bytes(Passport());
  std::vector<std::future<grpc::Status>> calls;
  for (int i = 0; i < 8; ++i) {
    calls.push_back(std::async(std::launch::async, [&, stub = site.As(Role::kOfficer)] {
      return Screen(*stub, RequestFor(good, NewRequestId())).status;
    }));
  }
  int done = 0;
  int refused = 0;
  for (auto& call : calls) {
    const grpc::Status status = call.get();
    if (status.ok()) {
      ++done;
      continue;
    }
    CHECK(status.error_code() == grpc::StatusCode::RESOURCE_EXHAUSTED);
    CHECK(ReasonOf(status) == "QUEUE_FULL");
    const auto detail = Detail(test::FromGrpc(status));
    REQUIRE(detail.has_value());
    CHECK(std::stoi(detail->metadata.at(wire::kRetryAfterMs)) > 0);
    ++refused;
  }
  CHECK(done >= 1);
  CHECK(refused >= 1);
  CHECK(Screen(*site.As(Role::kOfficer), RequestFor(good, NewRequestId())).status.ok());
}

TEST_CASE("callers that go away or run out of time leave the service as it was", "[e2e]") {
  Site site;
  site.Start({"limits.workers=1", "limits.queue=2"});
  const std::string good = Bytes(Passport());
  for (int i = 0; i < 10; ++i) {
    const auto stub = site.As(Role::kOfficer);
    grpc::ClientContext context;
    pb::ScreenDocumentProgressRequest request;
    *request.mutable_screen() = RequestFor(good, NewRequestId());
    const auto updates = stub->ScreenDocumentProgress(&context, request);
    pb::ScreenDocumentProgressResponse update;
    if (i % 2 == 0) CHECK(updates->Read(&update));
    context.TryCancel();
    while (updates->Read(&update)) {
    }
    CHECK(updates->Finish().error_code() == grpc::StatusCode::CANCELLED);
  }
  const auto stub = site.As(Role::kOfficer);
  CHECK(Screen(*stub, RequestFor(good, NewRequestId()), 1ms).status.error_code() ==
        grpc::StatusCode::DEADLINE_EXCEEDED);
  CHECK(Screen(*stub, RequestFor(good, NewRequestId())).status.ok());
  CHECK(site.Stop(SIGTERM) == 0);
}

TEST_CASE("told to stop, the service finishes what it began", "[e2e]") {
  Site site;
  site.Start();
  const std::string good = Bytes(Passport());
  const auto stub = site.As(Role::kOfficer);
  grpc::ClientContext context;
  pb::ScreenDocumentProgressRequest request;
  *request.mutable_screen() = RequestFor(good, NewRequestId());
  const auto updates = stub->ScreenDocumentProgress(&context, request);
  pb::ScreenDocumentProgressResponse update;
  REQUIRE(updates->Read(&update));
  site.Signal(SIGTERM);
  while (updates->Read(&update)) {
  }
  CHECK(updates->Finish().ok());
  CHECK(update.has_answer());
  CHECK(site.Stop(SIGTERM) == 0);
}

}  // namespace
}  // namespace chowki::e2e
