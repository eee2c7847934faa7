// The server over real TLS on loopback, with a real journal and no screener: what needs images is
// tested end to end (tests/e2e).

#include "service/server.h"

#include <future>

#include <catch2/catch.hpp>
#include <grpcpp/generic/generic_stub.h>

#include "chowki/screening/v1/screening_service.grpc.pb.h"
#include "identify/matcher.h"
#include "pki/certificate.h"
#include "service/screening_service.h"
#include "support/grpc_client.h"
#include "support/sample_screening.h"
#include "watchlist/list_build.h"

namespace chowki::service {
namespace {

using namespace std::chrono_literals;
using pki::Role;
using test::ReasonOf;
namespace pb = screening::v1;

constexpr char kUuid[] = "0193c5a4-7a10-7c3e-8f00-0123456789ab";

class Fixture {
 public:
  Fixture() {
    const pki::KeyPair files = pki_.Server();
    ServerOptions options;
    options.address = "127.0.0.1:0";
    options.tls = TlsIdentity{test::ReadText(files.certificate), test::ReadText(files.key),
                              test::ReadText(pki_.authority())};
    server_ = Server::Start(options, &metrics_, ServeScreening(&desk_, {})).value();
  }

  std::shared_ptr<grpc::Channel> As(Role role) {
    const auto files = pki_.Client(std::string(pki::Name(role)), {role});
    return test::Dial(server_->port(), pki_.authority(), &files);
  }

  test::TestPki pki_;
  test::TempFolder folder_;
  screen::ListGeneration generation_;  // nothing until a test says otherwise
  SystemClock clock_;
  Metrics metrics_;
  Admission admission_{1, 1};
  Uploads uploads_{{}};
  std::unique_ptr<journal::Journal> journal_ =
      journal::Journal::Open(folder_ / "journal.db", clock_).value();
  std::unique_ptr<ProvisionalList> provisional_ =
      ProvisionalList::Open(journal_.get(), &clock_, "tor-1").value();
  Desk desk_{{nullptr,
              journal_.get(),
              &admission_,
              &metrics_,
              &clock_,
              [this](Time) { return screen::ListGenerations{generation_}; },
              "tor-1",
              provisional_.get(),
              nullptr,
              &uploads_,
              {screen::Capture::kScanner}}};
  std::unique_ptr<Server> server_;
};

// Calls a method with an empty message.
grpc::Status CallEmpty(const std::shared_ptr<grpc::Channel>& channel, const std::string& method) {
  grpc::GenericStub stub(channel);
  grpc::ClientContext context;
  test::SetDeadline(context, 20s);
  const grpc::Slice empty;
  const grpc::ByteBuffer request(&empty, 1);
  grpc::ByteBuffer response;
  std::promise<grpc::Status> done;
  stub.UnaryCall(&context, method, grpc::StubOptions(), &request, &response,
                 [&](grpc::Status status) { done.set_value(std::move(status)); });
  return done.get_future().get();
}

TEST_CASE("every method lets in exactly the roles of its row", "[service]") {
  Fixture fixture;
  const auto* file = pb::ScreenDocumentRequest::descriptor()->file();
  for (const Role role : pki::kAllRoles) {
    const auto channel = fixture.As(role);
    for (int m = 0; m < file->service(0)->method_count(); ++m) {
      const std::string method =
          "/" + file->service(0)->full_name() + "/" + file->service(0)->method(m)->name();
      INFO(pki::Name(role) << " " << method);
      const grpc::Status status = CallEmpty(channel, method);
      if (method.ends_with("/GetListStates") && RolesFor(method).Has(role)) {
        CHECK(status.ok());
        continue;
      }
      // Past the gate an empty message lacks fields.
      const std::string expected = RolesFor(method).Has(role) ? "FIELD_INVALID" : "ROLE_MISSING";
      CHECK(ReasonOf(status) == expected);
    }
  }
}

TEST_CASE("health is for everybody, reflection for admins, the unknown for nobody", "[service]") {
  Fixture fixture;
  const auto kiosk = fixture.As(Role::kKiosk);
  const auto admin = fixture.As(Role::kAdmin);
  CHECK(CallEmpty(kiosk, "/grpc.health.v1.Health/Check").ok());
  constexpr char kReflection[] = "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo";
  CHECK(CallEmpty(kiosk, kReflection).error_code() == grpc::StatusCode::PERMISSION_DENIED);
  CHECK(CallEmpty(admin, kReflection).error_code() != grpc::StatusCode::PERMISSION_DENIED);
  for (const char* unknown : {"/chowki.screening.v1.ScreeningService/DeleteAll", "/a.b/C"}) {
    CHECK(CallEmpty(admin, unknown).error_code() == grpc::StatusCode::PERMISSION_DENIED);
  }
}

TEST_CASE("without a certificate of our authority there is no connection", "[service]") {
  Fixture fixture;
  test::TestPki other;
  const auto foreign = other.Client("officer", {Role::kOfficer});
  const auto server = fixture.server_->port();
  const auto status = [&](const pki::KeyPair* who) {
    return CallEmpty(test::Dial(server, fixture.pki_.authority(), who),
                     "/grpc.health.v1.Health/Check");
  };
  CHECK(status(nullptr).error_code() == grpc::StatusCode::UNAVAILABLE);
  CHECK(status(&foreign).error_code() == grpc::StatusCode::UNAVAILABLE);
  const auto ours = fixture.pki_.Client("officer", {Role::kOfficer});
  CHECK(status(&ours).ok());
}

TEST_CASE("a revoked certificate is refused from the next call on", "[service]") {
  Fixture fixture;
  const auto files = fixture.pki_.Client("desk-1", {Role::kOfficer});
  const auto channel = test::Dial(fixture.server_->port(), fixture.pki_.authority(), &files);
  constexpr char kList[] = "/chowki.screening.v1.ScreeningService/ListScreenings";
  CHECK(ReasonOf(CallEmpty(channel, kList)) == "FIELD_INVALID");
  const auto certificate = pki::ReadCertificate(test::ReadText(files.certificate)).value();
  fixture.server_->SetRevoked({certificate.serial});
  CHECK(ReasonOf(CallEmpty(channel, kList)) == "CERTIFICATE_REVOKED");
}

TEST_CASE("an officer decides, once, under his own name", "[service]") {
  Fixture fixture;
  screen::Screening screening = test::SampleScreening();
  const auto stored = fixture.journal_->Append(screening, {kUuid, Sha256("content")});
  REQUIRE(stored.ok());
  const auto stub = pb::ScreeningService::NewStub(fixture.As(Role::kOfficer));

  pb::RecordDecisionRequest request;
  request.set_name("checkpoints/tor-1/screenings/" + screening.id);
  request.set_request_id(kUuid);
  request.set_etag(stored->etag);
  request.mutable_decision()->set_outcome(pb::DECISION_OUTCOME_REFER);
  request.mutable_decision()->set_officer("somebody else");
  const auto decide = [&](pb::Screening* answer) {
    grpc::ClientContext context;
    test::SetDeadline(context, 20s);
    return stub->RecordDecision(&context, request, answer);
  };
  pb::Screening first;
  const grpc::Status recorded = decide(&first);
  INFO(recorded.error_message());
  REQUIRE(recorded.ok());
  CHECK(first.decision().officer() == "officer");
  CHECK(first.decision().time().seconds() > 0);
  CHECK(first.etag() != stored->etag);

  pb::Screening repeat;
  CHECK(decide(&repeat).ok());
  CHECK(repeat.SerializeAsString() == first.SerializeAsString());

  request.mutable_decision()->set_outcome(pb::DECISION_OUTCOME_PROCEED);
  CHECK(ReasonOf(decide(&repeat)) == "REQUEST_ID_REUSED");
  request.set_request_id("0193c5a4-7a10-7c3e-8f00-0123456789ac");
  CHECK(ReasonOf(decide(&repeat)) == "ETAG_MISMATCH");
  request.set_name("checkpoints/tor-1/screenings/none");
  CHECK(ReasonOf(decide(&repeat)) == "SCREENING_UNKNOWN");
  request.set_name("checkpoints/elsewhere/screenings/" + screening.id);
  CHECK(ReasonOf(decide(&repeat)) == "SCREENING_UNKNOWN");
}

TEST_CASE("a decision waits for another officer, who signs it under his own name", "[service]") {
  Fixture fixture;
  const screen::Screening screening = test::SampleScreening();
  REQUIRE(fixture.journal_->Append(screening, {kUuid, Sha256("content")}).ok());
  const auto officer = pb::ScreeningService::NewStub(fixture.As(Role::kOfficer));
  const auto supervisor = pb::ScreeningService::NewStub(fixture.As(Role::kSupervisor));
  const std::string name = "checkpoints/tor-1/screenings/" + screening.id;

  pb::RecordDecisionRequest decide;
  decide.set_name(name);
  decide.set_request_id(kUuid);
  decide.mutable_decision()->set_outcome(pb::DECISION_OUTCOME_REFUSE);
  decide.mutable_decision()->set_awaits_signature(true);
  pb::Screening waiting;
  {
    grpc::ClientContext context;
    test::SetDeadline(context, 20s);
    REQUIRE(officer->RecordDecision(&context, decide, &waiting).ok());
  }
  CHECK(waiting.decision().awaits_signature());

  const auto queue = [&] {
    grpc::ClientContext context;
    test::SetDeadline(context, 20s);
    pb::ListScreeningsRequest request;
    request.set_parent("checkpoints/-");
    request.set_decision_state(pb::DECISION_STATE_AWAITS_SIGNATURE);
    pb::ListScreeningsResponse response;
    CHECK(supervisor->ListScreenings(&context, request, &response).ok());
    return response;
  };
  REQUIRE(queue().screenings_size() == 1);
  CHECK(queue().screenings(0).officer() == "officer");
  CHECK(queue().screenings(0).decision() == pb::DECISION_OUTCOME_UNSPECIFIED);

  pb::SignDecisionRequest sign;
  sign.set_name(name);
  sign.set_request_id(kUuid);
  sign.set_etag(waiting.etag());
  pb::Screening answer;
  const auto sign_as = [&](pb::ScreeningService::Stub& who) {
    grpc::ClientContext context;
    test::SetDeadline(context, 20s);
    return who.SignDecision(&context, sign, &answer);
  };
  CHECK(ReasonOf(sign_as(*officer)) == "SECOND_OFFICER_SAME");
  REQUIRE(sign_as(*supervisor).ok());
  CHECK(answer.decision().officer() == "officer");
  CHECK(answer.decision().second_officer() == "supervisor");
  CHECK_FALSE(answer.decision().awaits_signature());
  CHECK(queue().screenings_size() == 0);
  sign.set_request_id("0193c5a4-7a10-7c3e-8f00-0123456789ac");
  CHECK(ReasonOf(sign_as(*supervisor)) == "ETAG_MISMATCH");
  sign.set_name("checkpoints/elsewhere/screenings/" + screening.id);
  CHECK(ReasonOf(sign_as(*supervisor)) == "SCREENING_UNKNOWN");
}

TEST_CASE("statistics hold no personal data", "[service]") {
  Fixture fixture;
  const screen::Screening screening = test::SampleScreening();
  REQUIRE(fixture.journal_->Append(screening).ok());
  const auto stub = pb::ScreeningService::NewStub(fixture.As(Role::kSupervisor));
  pb::GetStatisticsRequest request;
  request.set_parent("checkpoints/tor-1");
  request.mutable_from_time()->set_seconds(1'760'000'000);
  request.mutable_to_time()->set_seconds(1'760'086'400);
  pb::GetStatisticsResponse response;
  grpc::ClientContext context;
  test::SetDeadline(context, 20s);
  REQUIRE(stub->GetStatistics(&context, request, &response).ok());
  CHECK(response.periods_size() == 1);
  CHECK(response.answer().count() == 1);
  REQUIRE(response.reasons_size() > 0);
  const std::string text = response.DebugString();
  for (const std::string& secret : {screening.record->surname, screening.record->document_number,
                                    screening.id, screening.matches.front().entry}) {
    INFO(secret);
    CHECK(text.find(secret) == std::string::npos);
  }
}

TEST_CASE("kiosks type no documents, and what is not taken in here is refused by name",
          "[service]") {
  Fixture fixture;
  pb::ScreenDocumentRequest request;
  request.set_request_id(kUuid);
  auto* image = request.add_images();
  image->set_light(type::v1::LIGHT_VISIBLE);
  image->set_content("bytes");
  const auto officer = pb::ScreeningService::NewStub(fixture.As(Role::kOfficer));
  const auto kiosk = pb::ScreeningService::NewStub(fixture.As(Role::kKiosk));
  const auto reason_for = [&](pb::ScreeningService::Stub& caller) {
    grpc::ClientContext context;
    test::SetDeadline(context, 20s);
    pb::ScreenDocumentResponse response;
    return ReasonOf(caller.ScreenDocument(&context, request, &response));
  };
  request.set_capture(pb::CAPTURE_FILE);
  CHECK(reason_for(*officer) == "CAPTURE_NOT_ACCEPTED");
  request.add_typed_mrz("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<");
  CHECK(reason_for(*kiosk) == "ROLE_MISSING");
  request.set_capture(pb::CAPTURE_SCANNER);
  request.set_corrects("checkpoints/tor-1/screenings/none");
  CHECK(reason_for(*officer) == "SCREENING_UNKNOWN");
}

TEST_CASE("who asks is told which lists answers rest on", "[service]") {
  Fixture fixture;
  const auto stub = pb::ScreeningService::NewStub(fixture.As(Role::kOfficer));
  grpc::ClientContext context;
  pb::GetListStatesResponse states;
  REQUIRE(stub->GetListStates(&context, {}, &states).ok());
  REQUIRE(states.lists_size() == 1);
  CHECK(states.lists(0).freshness() == pb::FRESHNESS_ABSENT);
}

TEST_CASE("screenings are listed page by page and read one by one", "[service]") {
  Fixture fixture;
  screen::Screening screening = test::SampleScreening();
  for (int i = 0; i < 5; ++i) {
    screening.id = "s-" + std::to_string(i);
    REQUIRE(fixture.journal_->Append(screening).ok());
  }
  const auto stub = pb::ScreeningService::NewStub(fixture.As(Role::kAuditor));
  std::vector<std::string> seen;
  pb::ListScreeningsRequest request;
  request.set_parent("checkpoints/tor-1");
  request.set_page_size(2);
  do {
    grpc::ClientContext context;
    pb::ListScreeningsResponse page;
    REQUIRE(stub->ListScreenings(&context, request, &page).ok());
    for (const auto& summary : page.screenings()) seen.push_back(summary.name());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  REQUIRE(seen.size() == 5);
  CHECK(seen.front() == "checkpoints/tor-1/screenings/s-4");

  grpc::ClientContext context;
  pb::GetScreeningRequest get;
  get.set_name(seen.back());
  pb::Screening whole;
  REQUIRE(stub->GetScreening(&context, get, &whole).ok());
  CHECK(whole.reading().record().surname() == "ERIKSSON");

  grpc::ClientContext bad;
  request.set_page_token("nonsense");
  pb::ListScreeningsResponse none;
  CHECK(ReasonOf(stub->ListScreenings(&bad, request, &none)) == "PAGE_TOKEN_INVALID");
}

TEST_CASE("without a list an identity cannot be checked, and that is no empty answer",
          "[service]") {
  Fixture fixture;
  const auto stub = pb::ScreeningService::NewStub(fixture.As(Role::kOfficer));
  grpc::ClientContext context;
  pb::CheckIdentityRequest request;
  request.add_names("ANNA MARIA ERIKSSON");
  pb::CheckIdentityResponse response;
  CHECK(ReasonOf(stub->CheckIdentity(&context, request, &response)) == "WATCHLIST_NOT_LOADED");
}

std::shared_ptr<const watchlist::Snapshot> SampleList() {
  auto build = watchlist::BuildList(
      {watchlist::ParseSourceSpec("csv:" CHOWKI_SOURCE_DIR "/watchlists/sample.csv").value()}, {});
  REQUIRE(build.ok());
  return std::make_shared<const watchlist::Snapshot>(std::move(build->snapshot));
}

TEST_CASE("an identity typed by hand is looked up by the engine that screens", "[service]") {
  Fixture fixture;
  fixture.generation_.matcher = std::make_shared<const identify::Matcher>(SampleList());
  fixture.generation_.state = fixture.generation_.matcher->snapshot().head();
  const auto stub = pb::ScreeningService::NewStub(fixture.As(Role::kOfficer));
  grpc::ClientContext context;
  pb::CheckIdentityRequest request;
  request.add_names("TUVA MERETE LINDQVARN");
  request.mutable_birth_date()->set_year(2014);
  pb::CheckIdentityResponse response;
  REQUIRE(stub->CheckIdentity(&context, request, &response).ok());
  REQUIRE(response.matches_size() >= 1);
  const pb::Match& match = response.matches(0);
  CHECK(match.entry() == "uto-0003");
  CHECK(match.kind() == pb::MATCH_KIND_MISSING);
  CHECK(match.alert());
  CHECK(match.guidance().label() == "Missing person: place under protection");
  CHECK(match.guidance().conduct() == pb::CONDUCT_SECOND_LINE);
  CHECK_FALSE(match.guidance().instruction().empty());
  CHECK(match.authority() == "Child Protection Office");
  CHECK(response.lists_size() == 1);
}

TEST_CASE("who reads is written down before the answer, and the auditor lists it", "[service]") {
  Fixture fixture;
  fixture.generation_.matcher = std::make_shared<const identify::Matcher>(SampleList());
  fixture.generation_.state = fixture.generation_.matcher->snapshot().head();
  const screen::Screening screening = test::SampleScreening();
  REQUIRE(fixture.journal_->Append(screening).ok());
  const auto officer = pb::ScreeningService::NewStub(fixture.As(Role::kOfficer));
  const auto auditor = pb::ScreeningService::NewStub(fixture.As(Role::kAuditor));
  const auto get = [&](const std::string& id) {
    grpc::ClientContext context;
    pb::GetScreeningRequest request;
    request.set_name("checkpoints/tor-1/screenings/" + id);
    pb::Screening answer;
    return officer->GetScreening(&context, request, &answer);
  };
  REQUIRE(get(screening.id).ok());
  REQUIRE(get(screening.id).ok());  // within seconds: one row
  CHECK(ReasonOf(get("nobody")) == "SCREENING_UNKNOWN");
  {
    grpc::ClientContext context;
    pb::CheckIdentityRequest request;
    request.add_names("TUVA MERETE LINDQVARN");
    pb::CheckIdentityResponse response;
    REQUIRE(officer->CheckIdentity(&context, request, &response).ok());
  }
  {
    grpc::ClientContext context;
    pb::ListScreeningsRequest request;
    request.set_parent("checkpoints/tor-1");
    pb::ListScreeningsResponse response;
    REQUIRE(officer->ListScreenings(&context, request, &response).ok());
  }
  grpc::ClientContext context;
  pb::ListReadsRequest request;
  request.set_parent("checkpoints/tor-1");
  request.set_reader("officer");
  pb::ListReadsResponse reads;
  REQUIRE(auditor->ListReads(&context, request, &reads).ok());
  REQUIRE(reads.reads_size() == 3);
  CHECK(reads.reads(0).method() == "ListScreenings");
  CHECK(reads.reads(1).method() == "CheckIdentity");
  CHECK(reads.reads(1).subject().starts_with("query/"));
  CHECK(reads.reads(2).method() == "GetScreening");
  CHECK(reads.reads(2).subject() == "screenings/" + screening.id);
  CHECK(reads.reads(2).reader() == "officer");
  CHECK(reads.reads(2).roles() == "officer");
  const auto rows = fixture.journal_->RowsAfter(1, 10, 1 << 20);
  REQUIRE(rows->size() == 3);
  for (const auto& row : *rows) {
    CHECK(row.payload.find("LINDQVARN") == std::string::npos);
  }
}

TEST_CASE("while names are not indexed a name is told so and a document is found", "[service]") {
  Fixture fixture;
  fixture.generation_.matcher =
      std::make_shared<const identify::Matcher>(SampleList(), identify::Matcher::Scope::kDocuments);
  const auto stub = pb::ScreeningService::NewStub(fixture.As(Role::kOfficer));
  pb::CheckIdentityRequest request;
  request.add_names("TUVA MERETE LINDQVARN");
  pb::CheckIdentityResponse response;
  {
    grpc::ClientContext context;
    const grpc::Status status = stub->CheckIdentity(&context, request, &response);
    CHECK(status.error_code() == grpc::StatusCode::UNAVAILABLE);
    CHECK(ReasonOf(status) == "WATCHLIST_NAMES_NOT_READY");
  }
  request.clear_names();
  request.set_document_issuer("UTO");
  request.set_document_number("L31O70652");  // O for 0
  grpc::ClientContext context;
  REQUIRE(stub->CheckIdentity(&context, request, &response).ok());
  REQUIRE(response.matches_size() == 1);
  CHECK(response.matches(0).entry() == "uto-0009");
  CHECK(response.matches(0).kind() == pb::MATCH_KIND_DOCUMENT);
}

TEST_CASE("what an officer said for good about a suspect is listed, about a victim refused",
          "[service]") {
  Fixture fixture;
  screen::Screening screening = test::SampleScreening();
  identify::Match& match = screening.matches.front();
  match.suppression.reset();
  match.kind = identify::MatchKind::kMissing;
  screening.id = "missing";
  REQUIRE(fixture.journal_->Append(screening).ok());
  match.kind = identify::MatchKind::kSuspect;
  screening.id = "suspect";
  REQUIRE(fixture.journal_->Append(screening).ok());

  const auto officer = pb::ScreeningService::NewStub(fixture.As(Role::kOfficer));
  const auto decide = [&](const std::string& id, const std::string& request_id) {
    pb::RecordDecisionRequest request;
    request.set_name("checkpoints/tor-1/screenings/" + id);
    request.set_request_id(request_id);
    request.mutable_decision()->set_outcome(pb::DECISION_OUTCOME_PROCEED);
    pb::HitDisposition* hit = request.mutable_decision()->add_hit_dispositions();
    hit->set_entry("uto-17");
    hit->set_reason("other fingerprints");
    hit->mutable_suppress_until_time()->set_seconds(
        std::chrono::system_clock::to_time_t(fixture.clock_.Now()) + 86'400);
    grpc::ClientContext context;
    pb::Screening answer;
    return officer->RecordDecision(&context, request, &answer);
  };
  CHECK(ReasonOf(decide("missing", kUuid)) == "SUPPRESSION_REFUSED");
  CHECK(decide("suspect", kUuid).ok());

  const auto auditor = pb::ScreeningService::NewStub(fixture.As(Role::kAuditor));
  grpc::ClientContext context;
  pb::ListSuppressionsRequest request;
  request.set_parent("checkpoints/tor-1");
  pb::ListSuppressionsResponse response;
  REQUIRE(auditor->ListSuppressions(&context, request, &response).ok());
  REQUIRE(response.suppressions_size() == 1);
  CHECK(response.suppressions(0).entry() == "uto-17");
  CHECK(response.suppressions(0).officer() == "officer");
  CHECK(response.suppressions(0).reason() == "other fingerprints");
  CHECK(response.suppressions(0).screening() == "suspect");
}

TEST_CASE("a port without TLS is for loopback only, a taken port is said", "[service]") {
  Fixture fixture;
  ServerOptions options;
  const MakeServices serve = ServeScreening(&fixture.desk_, {});
  options.address = "0.0.0.0:0";
  options.without_certificate = Caller{"developer", {Role::kOfficer}};
  CHECK(Server::Start(options, &fixture.metrics_, serve).status().code() ==
        StatusCode::kInvalidArgument);
  options.address = "127.0.0.1:" + std::to_string(fixture.server_->port());
  CHECK(Server::Start(options, &fixture.metrics_, serve).status().code() ==
        StatusCode::kUnavailable);
  options.address = "127.0.0.1:0";
  const auto open = Server::Start(options, &fixture.metrics_, serve);
  REQUIRE(open.ok());
  const auto channel = grpc::CreateChannel("127.0.0.1:" + std::to_string((*open)->port()),
                                           grpc::InsecureChannelCredentials());
  CHECK(ReasonOf(CallEmpty(channel, "/chowki.screening.v1.ScreeningService/ListScreenings")) ==
        "FIELD_INVALID");
}

TEST_CASE("health follows what it is told", "[service]") {
  Fixture fixture;
  fixture.server_->SetHealth(kReady, true);
  const auto kiosk = fixture.As(Role::kKiosk);
  CHECK(CallEmpty(kiosk, "/grpc.health.v1.Health/Check").ok());
  fixture.server_->Drain(0ms);
  CHECK(CallEmpty(kiosk, "/grpc.health.v1.Health/Check").error_code() ==
        grpc::StatusCode::UNAVAILABLE);
}

}  // namespace
}  // namespace chowki::service
