// Posts that enrol, renew and are shut out, over real TLS: a centre of two processes on one store.

#include <chrono>
#include <future>
#include <map>
#include <memory>
#include <string>
#include <thread>

#include <catch2/catch.hpp>
#include <grpcpp/generic/generic_stub.h>

#include "base/metrics.h"
#include "central/office.h"
#include "central_service/centre.h"
#include "central_service/certificate_watch.h"
#include "central_service/issuance.h"
#include "chowki/event/v1/event_service.grpc.pb.h"
#include "chowki/fleet/v1/enrolment_service.grpc.pb.h"
#include "chowki/fleet/v1/fleet_service.grpc.pb.h"
#include "chowki/sync/v1/sync_service.grpc.pb.h"
#include "pki/certificate.h"
#include "pki/certificate_request.h"
#include "pki/enrolment_token.h"
#include "pki/presented_chain.h"
#include "pki/private_key.h"
#include "support/grpc_client.h"

namespace chowki::central_service {
namespace {

using namespace std::chrono_literals;
using central::test::Office;
using pki::Role;
using test::ReasonOf;
namespace pb = fleet::v1;
using Fleet = pb::FleetService;

// Whoever can call: certificate and key as PEM.
struct Identity {
  std::string certificate;
  std::string key;
};

// One process of the centre.
class Process {
 public:
  Process(Office& office, const Issuance& issuance, const service::TlsIdentity& tls)
      : heads_(office.pool.get()) {
    certificates_ =
        CertificateWatch::Start(office.pool.get(), [this] { heads_.Release(); }).value();
    Centre centre;
    centre.store = office.pool.get();
    centre.publisher = office.publisher.get();
    centre.heads = &heads_;
    centre.clock = &office.clock;
    centre.certificates = certificates_.get();
    centre.issuance = &issuance;
    service::ServerOptions options;
    options.address = "127.0.0.1:0";
    options.tls = tls;
    options.vet = [this](const service::Caller& caller) { return certificates_->Check(caller); };
    server_ = service::Server::Start(options, &metrics_, ServeCentre(centre)).value();

    options.tls->certificate += issuance.issuer.certificate();
    options.tls->client_authority.reset();
    options.without_certificate = service::Caller{"stranger", {Role::kStranger}};
    options.message_bytes = 16 << 10;
    enrolment_ =
        service::Server::Start(options, &metrics_, ServeEnrolment(centre, server_->port())).value();
  }
  ~Process() { heads_.Stop(); }

  [[nodiscard]] int port() const { return server_->port(); }
  [[nodiscard]] int enrolment_port() const { return enrolment_->port(); }

 private:
  Metrics metrics_;
  HeadWatch heads_;
  std::unique_ptr<CertificateWatch> certificates_;
  std::unique_ptr<service::Server> server_;
  std::unique_ptr<service::Server> enrolment_;
};

class Fixture {
 public:
  explicit Fixture(const std::string& kind) : office(kind) {
    // Certificates are for TLS, which looks at the real clock.
    office.clock.now = SystemClock().Now();
    const pki::KeyPair server = pki_.Server();
    tls_ = {test::ReadText(server.certificate), test::ReadText(server.key),
            test::ReadText(pki_.authority())};
    first = std::make_unique<Process>(office, issuance_, tls_);
    second = std::make_unique<Process>(office, issuance_, tls_);
    const pki::KeyPair amina = pki_.Client("amina", {Role::kAdmin});
    admin_ = {test::ReadText(amina.certificate), test::ReadText(amina.key)};
  }

  template <typename Service>
  [[nodiscard]] std::unique_ptr<typename Service::Stub> As(const Identity& who, int port) {
    grpc::SslCredentialsOptions options;
    options.pem_root_certs = *tls_.client_authority;
    options.pem_cert_chain = who.certificate;
    options.pem_private_key = who.key;
    grpc::ChannelArguments arguments;
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    return Service::NewStub(grpc::CreateCustomChannel("127.0.0.1:" + std::to_string(port),
                                                      grpc::SslCredentials(options), arguments));
  }

  [[nodiscard]] Identity Device(const std::string& name) {
    const pki::KeyPair files = pki_.Client(name, {Role::kDevice});
    return {test::ReadText(files.certificate), test::ReadText(files.key)};
  }

  [[nodiscard]] pb::InviteDeviceResponse Invite(const std::string& device) {
    pb::InviteDeviceRequest request;
    request.set_device(device);
    pb::InviteDeviceResponse response;
    grpc::ClientContext context;
    test::SetDeadline(context, 30s);
    const auto status =
        As<Fleet>(admin_, first->port())->InviteDevice(&context, request, &response);
    REQUIRE(ReasonOf(status) == "OK");
    return response;
  }

  [[nodiscard]] std::string Revoke(const std::string& device) {
    pb::RevokeDeviceRequest request;
    request.set_device(device);
    request.set_reason("lost");
    pb::RevokeDeviceResponse response;
    grpc::ClientContext context;
    test::SetDeadline(context, 30s);
    return ReasonOf(As<Fleet>(admin_, first->port())->RevokeDevice(&context, request, &response));
  }

  // One try at the enrolment port: the reason, and what came.
  std::string Enrol(const pb::EnrolRequest& request, pb::EnrolResponse* response) {
    const auto stub = pb::EnrolmentService::NewStub(
        test::Dial(first->enrolment_port(), pki_.authority(), nullptr));
    grpc::ClientContext context;
    test::SetDeadline(context, 30s);
    return ReasonOf(stub->Enrol(&context, request, response));
  }

  [[nodiscard]] std::filesystem::path authority() const { return pki_.authority(); }

  Office office;

 private:
  test::TestPki pki_;
  Issuance issuance_{pki::Issuer::Load(test::ReadText(pki_.authority()),
                                       test::ReadText(pki_.authority().parent_path() / "ca.key"))
                         .value(),
                     90};
  service::TlsIdentity tls_;
  Identity admin_;

 public:
  // Last, so that they go before what they work with.
  std::unique_ptr<Process> first;
  std::unique_ptr<Process> second;
};

pb::EnrolRequest RequestFor(const std::string& device, const std::string& secret,
                            const std::string& key) {
  pb::EnrolRequest request;
  request.set_device(device);
  request.set_secret(secret);
  request.set_certificate_request(pki::MakeRequest(key).value());
  return request;
}

// The reason with which a call of a post at one process is answered.
std::string Asks(Fixture& fixture, const Identity& who, const Process& process) {
  grpc::ClientContext context;
  test::SetDeadline(context, 30s);
  event::v1::GetCursorResponse response;
  return ReasonOf(
      fixture.As<event::v1::EventService>(who, process.port())->GetCursor(&context, {}, &response));
}

// What a post is told at the other process, which hears of it within seconds.
std::string AsksUntil(Fixture& fixture, const Identity& who, const std::string& wanted) {
  std::string told;
  for (int i = 0; i < 50 && told != wanted; ++i) {
    if (i > 0) std::this_thread::sleep_for(100ms);
    told = Asks(fixture, who, *fixture.second);
  }
  return told;
}

TEST_CASE("a token makes a post known, once", "[central][e2e]") {
  Fixture fixture(GENERATE("sqlite", "postgres"));
  const auto invited = fixture.Invite("post-7");
  const std::string key = *pki::MakePrivateKey();
  pb::EnrolResponse answer;
  REQUIRE(fixture.Enrol(RequestFor("post-7", invited.secret(), key), &answer) == "OK");
  const auto certificate = pki::ReadCertificate(answer.certificate());
  REQUIRE(certificate.ok());
  CHECK(certificate->name == "post-7");
  CHECK(certificate->roles == std::vector{Role::kDevice});
  CHECK(certificate->key_sha256 == Sha256(*pki::PublicKeyOf(key)));
  CHECK(answer.authority() == test::ReadText(fixture.authority()));
  CHECK(answer.sync_port() == fixture.first->port());
  REQUIRE(answer.trust_roots_size() == 1);
  CHECK(answer.trust_roots(0) == fixture.office.people.roots[0]);
  const Identity post{answer.certificate(), key};
  CHECK(Asks(fixture, post, *fixture.first) == "OK");
  CHECK(AsksUntil(fixture, post, "OK") == "OK");

  // Lost on its way: the same answer. Of another key, or of another post: none.
  pb::EnrolResponse again;
  REQUIRE(fixture.Enrol(RequestFor("post-7", invited.secret(), key), &again) == "OK");
  CHECK(again.certificate() == answer.certificate());
  const std::string thief = *pki::MakePrivateKey();
  CHECK(fixture.Enrol(RequestFor("post-7", invited.secret(), thief), &again) ==
        "ENROLMENT_TOKEN_USED");
  CHECK(fixture.Enrol(RequestFor("post-8", invited.secret(), thief), &again) ==
        "ENROLMENT_TOKEN_WRONG");
}

TEST_CASE("a request that does not serve costs nobody his token", "[central][e2e]") {
  Fixture fixture("sqlite");
  const auto invited = fixture.Invite("post-7");
  const std::string key = *pki::MakePrivateKey();
  pb::EnrolRequest request = RequestFor("post-7", invited.secret(), key);
  const std::string good = request.certificate_request();
  pb::EnrolResponse answer;
  for (const std::string& bad : {std::string(), std::string("garbage"), good.substr(0, 100),
                                 std::string(pki::kMaxRequestBytes + 1, 'A')}) {
    request.set_certificate_request(bad);
    CHECK(fixture.Enrol(request, &answer) == "CERTIFICATE_REQUEST_UNFIT");
  }
  // Beyond the port's limit the transport refuses, before anything of ours has seen it.
  request.set_certificate_request(std::string(20 << 10, 'A'));
  CHECK(fixture.Enrol(request, &answer) != "OK");
  request.set_certificate_request(good);
  request.set_secret("short");
  CHECK(fixture.Enrol(request, &answer) == "FIELD_INVALID");
  request.set_secret(invited.secret());
  fixture.office.clock.now += 24h;
  CHECK(fixture.Enrol(request, &answer) == "ENROLMENT_TOKEN_EXPIRED");
  fixture.office.clock.now -= 24h;
  CHECK(fixture.Enrol(request, &answer) == "OK");
}

TEST_CASE("guessing is slow, and does not stop others from elsewhere", "[central][e2e]") {
  Fixture fixture("sqlite");
  const auto invited = fixture.Invite("post-7");
  const std::string key = *pki::MakePrivateKey();
  pb::EnrolResponse answer;
  std::map<std::string, int> told;
  const auto begun = std::chrono::steady_clock::now();
  for (int i = 0; i < 30; ++i) {
    ++told[fixture.Enrol(RequestFor("post-7", *pki::MakeEnrolmentSecret(), key), &answer)];
  }
  const auto took = std::chrono::steady_clock::now() - begun;
  CHECK(told["ENROLMENT_TOKEN_WRONG"] >= 10);
  CHECK(told["ENROLMENT_TOKEN_WRONG"] <= 11 + took / 6s);  // one comes back in six seconds
  CHECK(told["ENROLMENT_TRIES_EXCEEDED"] + told["ENROLMENT_TOKEN_WRONG"] == 30);
}

TEST_CASE("the enrolment port serves nothing but Enrol", "[central][e2e]") {
  Fixture fixture("sqlite");
  const auto channel = test::Dial(fixture.first->enrolment_port(), fixture.authority(), nullptr);
  grpc::GenericStub stub(channel);
  for (const char* method :
       {"/chowki.fleet.v1.FleetService/ListDevices", "/chowki.fleet.v1.FleetService/InviteDevice",
        "/chowki.sync.v1.SyncService/GetRoots", "/grpc.health.v1.Health/Check",
        "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo"}) {
    INFO(method);
    grpc::ClientContext context;
    test::SetDeadline(context, 20s);
    const grpc::Slice empty;
    const grpc::ByteBuffer request(&empty, 1);
    grpc::ByteBuffer response;
    std::promise<grpc::StatusCode> done;
    stub.UnaryCall(&context, method, grpc::StubOptions(), &request, &response,
                   [&](const grpc::Status& status) { done.set_value(status.error_code()); });
    const auto code = done.get_future().get();
    CHECK((code == grpc::StatusCode::UNIMPLEMENTED || code == grpc::StatusCode::PERMISSION_DENIED));
  }
}

TEST_CASE("a post knows the centre by the fingerprint of its token", "[central][e2e]") {
  Fixture fixture("sqlite");
  const auto invited = fixture.Invite("post-7");
  const auto shown =
      pki::FetchPresentedChain("127.0.0.1:" + std::to_string(fixture.first->enrolment_port()), 20s);
  REQUIRE(shown.ok());
  Digest fingerprint{};
  std::copy(invited.authority_sha256().begin(), invited.authority_sha256().end(),
            fingerprint.begin());
  CHECK(*pki::FindByFingerprint(*shown, fingerprint) == test::ReadText(fixture.authority()));
  fingerprint[0] ^= 1;
  const auto other = pki::FindByFingerprint(*shown, fingerprint);
  CHECK(Detail(other.status())->reason == "AUTHORITY_MISMATCH");
  CHECK(pki::FetchPresentedChain("127.0.0.1:1", 5s).status().code() == StatusCode::kUnavailable);
  CHECK(pki::FetchPresentedChain("nonsense", 5s).status().code() == StatusCode::kInvalidArgument);
}

TEST_CASE("a post that is revoked is refused everywhere, in the middle of its waiting, too",
          "[central][e2e]") {
  Fixture fixture(GENERATE("sqlite", "postgres"));
  REQUIRE(fixture.office.publisher->Beat().ok());
  // One whose certificate others issued, and one that stays.
  const Identity lost = fixture.Device("post-7");
  const Identity other = fixture.Device("post-8");
  sync::v1::ReportStateResponse reported;
  {
    grpc::ClientContext context;
    test::SetDeadline(context, 30s);
    const auto stub = fixture.As<sync::v1::SyncService>(lost, fixture.first->port());
    REQUIRE(ReasonOf(stub->ReportState(&context, {}, &reported)) == "OK");
  }
  const auto wait_at = [&](const Process& process, const Identity& who) {
    return std::async(std::launch::async, [&fixture, &process, who] {
      grpc::ClientContext context;
      test::SetDeadline(context, 30s);
      sync::v1::GetHeadRequest request;
      request.set_heartbeat_sequence(1'000'000);
      request.mutable_wait()->set_seconds(20);
      sync::v1::GetHeadResponse response;
      return ReasonOf(fixture.As<sync::v1::SyncService>(who, process.port())
                          ->GetHead(&context, request, &response));
    });
  };
  auto here = wait_at(*fixture.first, lost);
  auto there = wait_at(*fixture.second, lost);
  auto stays = wait_at(*fixture.second, other);
  const auto stream_stub = fixture.As<event::v1::EventService>(lost, fixture.second->port());
  grpc::ClientContext streaming;
  test::SetDeadline(streaming, 30s);
  const auto stream = stream_stub->PushEvents(&streaming);
  event::v1::PushEventsRequest batch;
  event::v1::PushEventsResponse stored;
  batch.set_stream_epoch(1);
  REQUIRE((stream->Write(batch) && stream->Read(&stored)));
  REQUIRE(here.wait_for(1s) == std::future_status::timeout);

  const auto begun = std::chrono::steady_clock::now();
  REQUIRE(fixture.Revoke("post-7") == "OK");
  CHECK(Asks(fixture, lost, *fixture.first) == "CERTIFICATE_REVOKED");  // from the answer on
  CHECK(here.get() == "CERTIFICATE_REVOKED");
  CHECK(there.get() == "CERTIFICATE_REVOKED");
  CHECK(std::chrono::steady_clock::now() - begun < 10s);  // and not when its patience ends
  CHECK(stays.get() == "OK");
  stream->Write(batch);
  CHECK_FALSE(stream->Read(&stored));
  CHECK(ReasonOf(stream->Finish()) == "CERTIFICATE_REVOKED");
  CHECK(AsksUntil(fixture, lost, "CERTIFICATE_REVOKED") == "CERTIFICATE_REVOKED");
  CHECK(Asks(fixture, other, *fixture.first) == "OK");

  // The way back.
  const auto invited = fixture.Invite("post-7");
  CHECK(Asks(fixture, lost, *fixture.first) == "CERTIFICATE_REVOKED");
  const std::string key = *pki::MakePrivateKey();
  pb::EnrolResponse answer;
  REQUIRE(fixture.Enrol(RequestFor("post-7", invited.secret(), key), &answer) == "OK");
  CHECK(Asks(fixture, {answer.certificate(), key}, *fixture.first) == "OK");
  CHECK(Asks(fixture, lost, *fixture.first) == "CERTIFICATE_REVOKED");
  CHECK(AsksUntil(fixture, {answer.certificate(), key}, "OK") == "OK");
}

TEST_CASE("a post renews its certificate with the one it has", "[central][e2e]") {
  Fixture fixture("sqlite");
  const auto renew = [&](const Identity& who, Identity* next) {
    next->key = *pki::MakePrivateKey();
    pb::RenewCertificateRequest request;
    request.set_certificate_request(*pki::MakeRequest(next->key));
    pb::RenewCertificateResponse response;
    grpc::ClientContext context;
    test::SetDeadline(context, 30s);
    const auto status = fixture.As<Fleet>(who, fixture.first->port())
                            ->RenewCertificate(&context, request, &response);
    next->certificate = response.certificate();
    return ReasonOf(status);
  };
  const Identity by_hand = fixture.Device("post-7");
  Identity first;
  Identity second;
  REQUIRE(renew(by_hand, &first) == "OK");
  CHECK(pki::ReadCertificate(first.certificate)->name == "post-7");
  CHECK(Asks(fixture, by_hand, *fixture.first) == "OK");
  REQUIRE(renew(first, &second) == "OK");
  CHECK(Asks(fixture, second, *fixture.first) == "OK");
  CHECK(Asks(fixture, by_hand, *fixture.first) == "CERTIFICATE_REVOKED");
  REQUIRE(fixture.Revoke("post-7") == "OK");
  Identity none;
  CHECK(renew(second, &none) == "CERTIFICATE_REVOKED");
}

}  // namespace
}  // namespace chowki::central_service
