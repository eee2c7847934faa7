// The reference client against the real service, which is killed under it.

#include <filesystem>
#include <fstream>
#include <thread>

#include <catch2/catch.hpp>
#include <signal.h>

#include "base/digest.h"
#include "e2e/running_checkpoint.h"
#include "kiosk_client.h"
#include "support/specimens.h"

namespace chowki::e2e {
namespace {

using namespace std::chrono_literals;
using pki::Role;
using test::ReasonOf;
namespace pb = screening::v1;

constexpr std::size_t kPiece = 32u << 10;

std::string Passport() {
  for (const test::Specimen& specimen : test::LoadSpecimens("clean")) {
    if (specimen.type != "TD3" || !specimen.check_digits_ok) continue;
    const auto bytes = test::ReadBytes(specimen.image);
    if (bytes.size() > 8 * kPiece) return std::string(bytes.begin(), bytes.end());
  }
  FAIL("no clean passport among the specimens");
  return {};
}

kiosk::Connection ConnectionOf(Site& site, const pki::KeyPair& files) {
  return {"127.0.0.1:" + std::to_string(site.port()), test::ReadText(site.pki().authority()),
          test::ReadText(files.certificate), test::ReadText(files.key)};
}

kiosk::Document DocumentOf(const std::string& picture) {
  return {kiosk::NewRequestId(), "arrivals-1", {{type::v1::LIGHT_VISIBLE, picture}}};
}

kiosk::Policy InPieces() {
  kiosk::Policy policy;
  policy.piece_bytes = kPiece;
  return policy;
}

// Killed as by a loss of power, and started again at the same port.
void Restart(Site& site) {
  const std::string same = "listen.address=127.0.0.1:" + std::to_string(site.port());
  CHECK(site.Stop(SIGKILL) == 128 + SIGKILL);
  site.Start({same});
}

int Screenings(Site& site) {
  grpc::ClientContext context;
  test::SetDeadline(context, 20s);
  pb::ListScreeningsRequest list;
  list.set_parent("checkpoints/-");
  pb::ListScreeningsResponse page;
  REQUIRE(site.As(Role::kOfficer)->ListScreenings(&context, list, &page).ok());
  return page.screenings_size();
}

std::string Digest(const std::string& bytes) {
  const auto digest = chowki::Sha256(bytes);
  return {digest.begin(), digest.end()};
}

grpc::Status Append(Stub& stub, const std::string& image, std::size_t offset, std::size_t length,
                    pb::Upload* state) {
  grpc::ClientContext context;
  test::SetDeadline(context, 20s);
  pb::AppendUploadRequest piece;
  piece.set_sha256(Digest(image));
  piece.set_size(static_cast<std::int64_t>(image.size()));
  piece.set_offset(static_cast<std::int64_t>(offset));
  piece.set_content(image.substr(offset, length));
  return stub.AppendUpload(&context, piece, state);
}

pb::ScreenDocumentRequest RequestByDigest(const std::string& image, std::string request_id) {
  auto request = RequestFor("", std::move(request_id));
  request.mutable_images(0)->set_uploaded(Digest(image));
  return request;
}

TEST_CASE("a picture in pieces gets the answer that it gets whole", "[e2e][kiosk]") {
  Site site;
  site.Start();
  const std::string passport = Passport();
  const auto files = site.pki().Client("kiosk-1", {Role::kKiosk});
  const auto whole = Screen(*site.As(Role::kKiosk), RequestFor(passport, NewRequestId()));
  REQUIRE(whole.status.ok());

  auto policy = InPieces();
  std::vector<std::size_t> held;
  policy.on_held = [&](std::size_t now, std::size_t) { held.push_back(now); };
  const kiosk::Client client(kiosk::Connect(ConnectionOf(site, files)), policy);
  const auto document = DocumentOf(passport);
  const auto outcome = client.Screen(document);
  INFO(outcome.failure.reason << " " << outcome.failure.message);
  REQUIRE(outcome.answer);
  CHECK(outcome.answer->advice() == whole.response.kiosk().advice());
  CHECK(outcome.answer->presentation() == pb::KioskAnswer::PRESENTATION_READ);
  CHECK(held.size() == (passport.size() + kPiece - 1) / kPiece);
  CHECK(held.back() == passport.size());

  // Asked again: the first answer, and nothing stays behind.
  const auto again = client.Screen(document);
  REQUIRE(again.answer);
  CHECK(again.answer->name() == outcome.answer->name());
  const auto stub =
      pb::ScreeningService::NewStub(test::Dial(site.port(), site.pki().authority(), &files));
  CHECK(ReasonOf(Screen(*stub, RequestByDigest(passport, NewRequestId())).status) ==
        "IMAGE_NOT_HELD");
  CHECK(Screenings(site) == 2);
}

TEST_CASE("killed in the middle of an upload and started again: one screening", "[e2e][kiosk]") {
  Site site;
  site.Start();
  const std::string passport = Passport();
  const auto files = site.pki().Client("kiosk-1", {Role::kKiosk});
  auto policy = InPieces();
  bool killed = false;
  int pieces = 0;
  policy.on_held = [&](std::size_t held, std::size_t size) {
    ++pieces;
    if (killed || held < size / 2) return;
    killed = true;
    Restart(site);
  };
  const kiosk::Client client(kiosk::Connect(ConnectionOf(site, files)), policy);
  const auto outcome = client.Screen(DocumentOf(passport));
  INFO(outcome.failure.reason << " " << outcome.failure.message);
  REQUIRE(outcome.answer);
  CHECK(killed);
  CHECK(pieces > static_cast<int>(passport.size() / kPiece));  // some twice: memory went with it
  CHECK(outcome.answer->presentation() == pb::KioskAnswer::PRESENTATION_READ);
  CHECK(Screenings(site) == 1);
}

TEST_CASE("killed in the middle of a call and started again: one screening", "[e2e][kiosk]") {
  const std::string passport = Passport();
  Site site;
  site.Start();
  const auto files = site.pki().Client("kiosk-1", {Role::kKiosk});
  const auto whole = Screen(*site.As(Role::kKiosk), RequestFor(passport, NewRequestId()));
  REQUIRE(whole.status.ok());
  int screened = 1;
  for (const auto after : {0ms, 30ms, 90ms, 200ms}) {
    INFO(after.count());
    auto policy = InPieces();
    std::thread killer;
    policy.on_held = [&](std::size_t held, std::size_t size) {
      if (held < size || killer.joinable()) return;
      killer = std::thread([&site, after] {
        std::this_thread::sleep_for(after);
        site.Signal(SIGKILL);
      });
    };
    std::thread starter([&] {
      while (site.Running()) std::this_thread::sleep_for(5ms);
      site.Start({"listen.address=127.0.0.1:" + std::to_string(site.port())});
    });
    const kiosk::Client client(kiosk::Connect(ConnectionOf(site, files)), policy);
    const auto outcome = client.Screen(DocumentOf(passport));
    killer.join();
    starter.join();
    INFO(outcome.failure.reason << " " << outcome.failure.message);
    REQUIRE(outcome.answer);
    CHECK(outcome.answer->advice() == whole.response.kiosk().advice());
    CHECK(Screenings(site) == ++screened);
  }
}

TEST_CASE("a watched folder goes on within seconds when the service is back", "[e2e][kiosk]") {
  Site site;
  site.Start();
  const auto files = site.pki().Client("reader", {Role::kKiosk});
  const auto drop = site.folder() / "drop";
  std::filesystem::create_directory(drop);
  const auto log = site.folder() / "watch.log";
  test::Process watch("chowki",
                      {"watch", drop, "--settle-ms", "50", "--output", "jsonl", "--server",
                       "127.0.0.1:" + std::to_string(site.port()), "--ca", site.pki().authority(),
                       "--cert", files.certificate, "--key", files.key},
                      log);
  const auto told_of = [&](const std::string& name, std::chrono::seconds patience) {
    const auto give_up = std::chrono::steady_clock::now() + patience;
    const std::string wanted = "{\"document\":\"" + name + "\",\"status\":\"ok\"";
    while (test::ReadText(log).find(wanted) == std::string::npos) {
      if (std::chrono::steady_clock::now() > give_up) return false;
      std::this_thread::sleep_for(50ms);
    }
    return true;
  };
  const std::string passport = Passport();
  std::ofstream(drop / "1.jpg", std::ios::binary) << passport;
  REQUIRE(told_of("1", 60s));
  CHECK(site.Stop(SIGKILL) == 128 + SIGKILL);
  std::ofstream(drop / "2.jpg", std::ios::binary) << passport;
  std::this_thread::sleep_for(2s);
  site.Start({"listen.address=127.0.0.1:" + std::to_string(site.port())});
  // gRPC's and our own pauses are a few seconds by then; without a line it was 34 s.
  CHECK(told_of("2", 20s));
  watch.Signal(SIGTERM);
  CHECK(watch.Wait() == 0);
}

TEST_CASE("after a broken line only what is missing is sent", "[e2e][kiosk]") {
  Site site;
  site.Start();
  const std::string passport = Passport();
  // The first half goes by another connection of the same kiosk, which then breaks.
  const auto files = site.pki().Client("kiosk-1", {Role::kKiosk});
  {
    const auto stub =
        pb::ScreeningService::NewStub(test::Dial(site.port(), site.pki().authority(), &files));
    pb::Upload state;
    REQUIRE(Append(*stub, passport, 0, 5 * kPiece, &state).ok());
    CHECK(state.held() == 5 * kPiece);
  }
  auto policy = InPieces();
  std::vector<std::size_t> held;
  policy.on_held = [&](std::size_t now, std::size_t) { held.push_back(now); };
  const kiosk::Client client(kiosk::Connect(ConnectionOf(site, files)), policy);
  REQUIRE(client.Screen(DocumentOf(passport)).answer);
  CHECK(held.front() == 6 * kPiece);
}

TEST_CASE("an upload is its caller's own, and is said to be incomplete", "[e2e][kiosk]") {
  Site site;
  site.Start();
  const std::string passport = Passport();
  const auto mine = site.As(Role::kKiosk);
  const auto other = site.As(Role::kOfficer);
  pb::Upload state;
  REQUIRE(Append(*mine, passport, 0, kPiece, &state).ok());
  const auto early = Screen(*mine, RequestByDigest(passport, NewRequestId()));
  CHECK(ReasonOf(early.status) == "IMAGE_NOT_HELD");
  CHECK(Detail(test::FromGrpc(early.status))->metadata.at("image") == "0");
  for (std::size_t at = kPiece; at < passport.size(); at += kPiece) {
    REQUIRE(Append(*mine, passport, at, kPiece, &state).ok());
  }
  CHECK(state.held() == state.size());
  CHECK(ReasonOf(Screen(*other, RequestByDigest(passport, NewRequestId())).status) ==
        "IMAGE_NOT_HELD");
  CHECK(ReasonOf(Append(*other, passport, kPiece, kPiece, &state)) == "UPLOAD_GAP");
  CHECK(Screen(*mine, RequestByDigest(passport, NewRequestId())).status.ok());
  // What was screened is not held any longer.
  CHECK(ReasonOf(Screen(*mine, RequestByDigest(passport, NewRequestId())).status) ==
        "IMAGE_NOT_HELD");
}

TEST_CASE("a kiosk with an officer's certificate is told so and shows nothing", "[e2e][kiosk]") {
  Site site;
  site.Start();
  const auto files = site.pki().Client("desk-1", {Role::kOfficer});
  const kiosk::Client client(kiosk::Connect(ConnectionOf(site, files)), InPieces());
  const auto outcome = client.Screen(DocumentOf(Passport()));
  CHECK_FALSE(outcome.answer);
  CHECK(outcome.failure.code == grpc::StatusCode::FAILED_PRECONDITION);
}

TEST_CASE("what cannot be answered is not asked again", "[e2e][kiosk]") {
  Site site;
  site.Start();
  const auto files = site.pki().Client("kiosk-1", {Role::kKiosk});
  const kiosk::Client client(kiosk::Connect(ConnectionOf(site, files)), InPieces());
  const auto start = std::chrono::steady_clock::now();
  const auto outcome = client.Screen(DocumentOf(std::string(10 * kPiece, 'x')));
  CHECK(outcome.failure.reason == "IMAGE_FORMAT_UNSUPPORTED");
  CHECK(std::chrono::steady_clock::now() - start < 15s);
  CHECK(Screenings(site) == 0);
}

}  // namespace
}  // namespace chowki::e2e
