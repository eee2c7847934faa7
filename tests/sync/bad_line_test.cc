// A snapshot over lines that nobody would wish for.

#include "support/bad_line.h"

#include <fstream>
#include <iterator>
#include <random>

#include <catch2/catch.hpp>

#include "support/temp_folder.h"
#include "sync/download.h"
#include "sync/puller.h"
#include "sync/relay.h"
#include "sync/story_entries.h"

namespace chowki::sync {
namespace {

namespace fs = std::filesystem;
using chowki::test::BadLine;
using std::chrono::milliseconds;

constexpr int kRadioBytesPerS = 9'600 / 8;
constexpr std::int64_t kReset = 20'000;

std::string Noise(size_t size) {
  std::mt19937 random(11);
  std::string bytes(size, '\0');
  for (char& byte : bytes) byte = static_cast<char>(random());
  return bytes;
}

CentreAddress Through(const BadLine& line) {
  return {"127.0.0.1:" + std::to_string(line.port()), {}, {}, {}};
}

TEST_CASE("over a line that is reset every 20 KB a file arrives, and little of it comes twice",
          "[sync][bad_line]") {
  trust::test::Deployment deployment;
  const test::Relay relay(deployment);
  // 30 times as fast as the radio, so that the test ends; late and breaking as it is.
  BadLine::Faults faults;
  faults.bytes_per_s = 30 * kRadioBytesPerS;
  faults.delay = milliseconds(70);
  faults.breaks_after = kReset;
  const BadLine line(relay.port(), faults);
  const std::string bytes = Noise(1'000'000);
  const trust::FileSpec spec = deployment.Store(bytes, 1);
  const chowki::test::TempFolder folder;
  const auto centre = Centre::Make(Through(line)).value();
  // Nothing came over one connection: the next round goes on.
  Result<fs::path> path = Unavailable("not yet");
  for (int rounds = 0; !path.ok() && rounds < 20; ++rounds) {
    path = Fetch(spec, *centre, folder / "in");
  }
  INFO(Message(path.status()));
  REQUIRE(path.ok());
  std::ifstream in(*path, std::ios::binary);
  CHECK(std::string(std::istreambuf_iterator<char>(in), {}) == bytes);

  const auto size = static_cast<double>(bytes.size());
  const double more = (static_cast<double>(line.bytes_carried()) - size) / size;
  // What frames a piece of 512 bytes at least: HTTP/2's and gRPC's heads, the field's tag. What
  // opens a connection stays counted, so that the truth is below.
  constexpr double kFraming = (9.0 + 5.0 + 3.0) / Centre::kShortestPiece;
  WARN(line.connections() << " connections carried " << 100 * more
                          << " % more than the file; at most " << 100 * (more - kFraming)
                          << " % of it came twice");
  CHECK(line.connections() >= 50);
  // Our own part is the piece that was cut off, 1.3 % on the mean (download_test.cc); the rest is
  // what lay unread in the caller's socket when the reset came.
  CHECK(more - kFraming <= 0.12);
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
  const auto centre = Centre::Make(Through(line)).value();
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
