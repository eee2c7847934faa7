// A snapshot over lines that nobody would wish for.

#include "support/bad_line.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <random>

#include <catch2/catch.hpp>
#include <grpcpp/security/server_credentials.h>

#include "support/temp_folder.h"
#include "support/test_pki.h"
#include "sync/download.h"
#include "sync/puller.h"
#include "sync/relay.h"
#include "sync/story_entries.h"

namespace chowki::sync {
namespace {

namespace fs = std::filesystem;
using chowki::test::BadLine;
using chowki::test::ReadText;
using std::chrono::milliseconds;

constexpr int kRadioBytesPerS = 9'600 / 8;
constexpr std::int64_t kReset = 20'000;

std::string Noise(size_t size) {
  std::mt19937 random(11);
  std::string bytes(size, '\0');
  for (char& byte : bytes) byte = static_cast<char>(random());
  return bytes;
}

std::uint64_t BigEndian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (const char byte : bytes) value = value << 8 | static_cast<unsigned char>(byte);
  return value;
}

// How many bytes of files a connection brought, those of pieces that were cut off among them: what
// DATA frames carry (RFC 9113, 4.1 and 6.1), without gRPC's five bytes before a message and
// protobuf's tag and length before a piece. The last frame may be cut off anywhere.
std::int64_t FileBytesIn(std::string_view carried) {
  constexpr size_t kFrameHead = 9;
  constexpr size_t kMessageHead = 5;
  std::map<std::uint64_t, std::string> streams;
  while (carried.size() > kFrameHead) {
    const size_t length = BigEndian(carried.substr(0, 3));
    const bool is_data = carried[3] == 0;
    const std::uint64_t stream = BigEndian(carried.substr(5, 4));
    carried.remove_prefix(kFrameHead);
    if (is_data) streams[stream] += carried.substr(0, length);
    carried.remove_prefix(std::min(length, carried.size()));
  }
  std::int64_t bytes = 0;
  for (const auto& [number, messages] : streams) {
    std::string_view rest = messages;
    while (rest.size() > kMessageHead) {
      const size_t length = BigEndian(rest.substr(1, 4));
      rest.remove_prefix(kMessageHead);
      const std::string_view piece = rest.substr(0, length);
      size_t head = 1;  // the tag; then the length, whose last byte alone is below 0x80
      while (head < piece.size() && static_cast<signed char>(piece[head]) < 0) ++head;
      bytes += static_cast<std::int64_t>(piece.size() - std::min(piece.size(), head + 1));
      rest.remove_prefix(piece.size());
    }
  }
  return bytes;
}

// Of what a connection brought, the bytes of the TLS record that was cut off (RFC 8446, 5.1): what
// is not whole cannot be opened.
std::int64_t CutOffRecord(std::string_view carried) {
  constexpr size_t kRecordHead = 5;
  while (carried.size() > kRecordHead) {
    const size_t whole = kRecordHead + BigEndian(carried.substr(3, 2));
    if (whole > carried.size()) break;
    carried.remove_prefix(whole);
  }
  return static_cast<std::int64_t>(carried.size());
}

// 30 times as fast as the radio, so that a test ends; late and breaking as it is.
BadLine::Faults FastButBroken() {
  BadLine::Faults faults;
  faults.bytes_per_s = 30 * kRadioBytesPerS;
  faults.delay = milliseconds(70);
  faults.breaks_after = kReset;
  return faults;
}

// Fetches noise and holds it against what was sent. Nothing came over one connection: the next
// round goes on.
void FetchAll(trust::test::Deployment& deployment, const CentreAddress& address, size_t size) {
  const std::string bytes = Noise(size);
  const trust::FileSpec spec = deployment.Store(bytes, 1);
  const chowki::test::TempFolder folder;
  const auto centre = Centre::Make(address).value();
  Result<fs::path> path = Unavailable("not yet");
  for (int rounds = 0; !path.ok() && rounds < 20; ++rounds) {
    path = Fetch(spec, *centre, folder / "in");
  }
  INFO(Message(path.status()));
  REQUIRE(path.ok());
  std::ifstream in(*path, std::ios::binary);
  CHECK(std::string(std::istreambuf_iterator<char>(in), {}) == bytes);
}

double Share(std::int64_t bytes, std::int64_t of) {
  return static_cast<double>(bytes) / static_cast<double>(of);
}

TEST_CASE("over a line that is reset every 20 KB a file arrives, and little of it comes twice",
          "[sync][bad_line]") {
  constexpr std::int64_t kSize = 1'000'000;
  trust::test::Deployment deployment;
  const test::Relay relay(deployment);
  const BadLine line(relay.port(), FastButBroken());
  FetchAll(deployment, {line.address(), {}, {}, {}}, kSize);

  std::int64_t of_the_file = 0;
  for (const auto& [number, carried] : line.Carried()) of_the_file += FileBytesIn(carried);
  const double twice = Share(of_the_file - kSize, kSize);
  WARN(line.connections() << " connections carried "
                          << 100 * Share(line.bytes_carried() - kSize, kSize)
                          << " % more than the file, " << 100 * twice << " % of it once more");
  CHECK(line.connections() >= 50);
  CHECK(twice > 0);  // something was cut off: else nothing is measured
  CHECK(twice <= 0.02);
}

TEST_CASE("with TLS as little of a file comes twice", "[sync][bad_line]") {
  constexpr std::int64_t kSize = 300'000;
  chowki::test::TestPki pki;
  const pki::KeyPair server = pki.Server();
  const pki::KeyPair post = pki.Client("post", {pki::Role::kDevice});
  const std::string authority = ReadText(pki.authority());
  grpc::SslServerCredentialsOptions tls(GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
  tls.pem_root_certs = authority;
  tls.pem_key_cert_pairs.push_back({ReadText(server.key), ReadText(server.certificate)});
  trust::test::Deployment deployment;
  const test::Relay relay(deployment, grpc::SslServerCredentials(tls));
  const BadLine line(relay.port(), FastButBroken());
  FetchAll(deployment, {line.address(), authority, ReadText(post.certificate), ReadText(post.key)},
           kSize);

  std::int64_t cut_off = 0;
  for (const auto& [number, carried] : line.Carried()) cut_off += CutOffRecord(carried);
  WARN(line.connections() << " connections carried "
                          << 100 * Share(line.bytes_carried() - kSize, kSize)
                          << " % more than the file, " << 100 * Share(cut_off, kSize)
                          << " % in records that were cut off");
  CHECK(line.connections() >= 15);
  CHECK(cut_off > 0);
  CHECK(Share(cut_off, kSize) <= 0.02);
}

TEST_CASE("at 9.6 kbit/s, with a delay, resets and a connection that falls silent, a list arrives",
          "[sync][bad_line]") {
  trust::test::Deployment deployment;
  const test::Relay relay(deployment);
  BadLine::Faults faults;
  faults.bytes_per_s = kRadioBytesPerS;
  faults.delay = milliseconds(500);
  faults.breaks_after = kReset;
  faults.silent_connection = 2;
  const BadLine line(relay.port(), faults);
  // Names do not pack so badly that a small list were long: some noise beside them.
  auto people = test::People("a", 1, 600, "FIRST");
  std::mt19937 random(3);
  for (auto& change : people.changes) {
    change = test::PutPerson(change.id, "PERSON " + ToHex(Sha256(std::to_string(random()))));
  }
  deployment.Publish("national", {people});
  deployment.Beat();
  const chowki::test::TempFolder folder;
  const FixedClock clock(deployment.heartbeat.issued);
  auto store = PostStore::Create(folder / "post.db", deployment.roots[0]).value();
  const auto centre = Centre::Make({line.address(), {}, {}, {}}).value();
  Puller puller({&store, centre.get(), &clock, folder / "in", {"national"}, {}, {}});
  int rounds = 0;
  Status pulled = Unavailable("not yet");
  while (!pulled.ok() && ++rounds < 5) pulled = puller.Round(std::chrono::seconds(0)).status();
  INFO(Message(pulled));
  REQUIRE(pulled.ok());
  CHECK(store.Load("national")->size() == 600);
  CHECK(line.connections() >= 2);
  WARN(line.bytes_carried() << " bytes carried for a snapshot of "
                            << deployment.Newest("national").manifest.snapshot->bytes << " in "
                            << rounds << " rounds over " << line.connections() << " connections");
}

}  // namespace
}  // namespace chowki::sync
