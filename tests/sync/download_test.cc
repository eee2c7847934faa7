#include "sync/download.h"

#include <fstream>
#include <iterator>
#include <random>

#include <catch2/catch.hpp>

#include "support/temp_folder.h"
#include "sync/relay.h"
#include "trust/refusal.h"

namespace chowki::sync {
namespace {

namespace fs = std::filesystem;

std::string Noise(size_t size) {
  std::mt19937 random(11);
  std::string bytes(size, '\0');
  for (char& byte : bytes) byte = static_cast<char>(random());
  return bytes;
}

std::string ReadAll(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

struct Line {
  trust::test::Deployment deployment;
  test::Relay relay{deployment};
  std::unique_ptr<Centre> centre = Centre::Make({relay.address(), {}, {}, {}}).value();
  chowki::test::TempFolder folder;
};

TEST_CASE("a file arrives whole, and is there the next time", "[sync]") {
  Line line;
  const std::string bytes = Noise(300'000);
  const trust::FileSpec spec = line.deployment.Store(bytes, 1);
  std::vector<std::int64_t> steps;
  const auto path = Fetch(spec, *line.centre, line.folder / "in",
                          [&](std::int64_t done, std::int64_t /*of*/) { steps.push_back(done); });
  INFO(Message(path.status()));
  REQUIRE(path.ok());
  CHECK(ReadAll(*path) == bytes);
  CHECK(steps.back() == 300'000);
  REQUIRE(Fetch(spec, *line.centre, line.folder / "in").ok());
  CHECK(line.relay.files_asked == 1);
}

TEST_CASE("over a line that breaks every 20 KB at most 2 % are sent twice", "[sync]") {
  Line line;
  const std::string bytes = Noise(1'000'000);
  const trust::FileSpec spec = line.deployment.Store(bytes, 1);
  line.relay.breaks_after = 20'000;
  const auto path = Fetch(spec, *line.centre, line.folder / "in");
  INFO(Message(path.status()));
  REQUIRE(path.ok());
  CHECK(ReadAll(*path) == bytes);
  const auto twice = line.relay.bytes_sent - static_cast<std::int64_t>(bytes.size());
  INFO(twice << " bytes twice");
  CHECK(static_cast<double>(twice) <= 0.02 * static_cast<double>(bytes.size()) + 20'000);
}

TEST_CASE("what arrived before a stop is not fetched again, and damage to it is noticed",
          "[sync]") {
  Line line;
  const std::string bytes = Noise(200'000);
  const trust::FileSpec spec = line.deployment.Store(bytes, 1);
  fs::create_directories(line.folder / "in");
  const fs::path part = line.folder / ("in/" + ToHex(spec.sha256) + ".part");

  SECTION("two chunks and a half") {
    std::ofstream(part, std::ios::binary) << bytes.substr(0, 160'000);
    REQUIRE(Fetch(spec, *line.centre, line.folder / "in").ok());
    CHECK(line.relay.bytes_sent == 40'000);
  }
  SECTION("the second chunk is damaged") {
    std::string damaged = bytes.substr(0, 160'000);
    damaged[70'000] ^= 1;
    std::ofstream(part, std::ios::binary) << damaged;
    REQUIRE(Fetch(spec, *line.centre, line.folder / "in").ok());
    CHECK(line.relay.bytes_sent == 200'000 - 65'536);
  }
  SECTION("the beginning of a chunk is damaged, and found when the chunk is whole") {
    std::string damaged = bytes.substr(0, 160'000);
    damaged[140'000] ^= 1;
    std::ofstream(part, std::ios::binary) << damaged;
    REQUIRE(Fetch(spec, *line.centre, line.folder / "in").ok());
    CHECK(line.relay.bytes_sent == 40'000 + 200'000 - 2 * 65'536);
  }
}

TEST_CASE("a relay that lies about a file is refused at the first chunk", "[sync][attack]") {
  Line line;
  const trust::FileSpec spec = line.deployment.Store(Noise(300'000), 1);
  const auto refusal = [&] {
    return trust::RefusalOf(Fetch(spec, *line.centre, line.folder / "in").status());
  };
  SECTION("other bytes") {
    line.relay.spoil_piece = [](std::string& piece) { piece[7] ^= 1; };
    CHECK(refusal() == trust::Refusal::kChunkDigestMismatch);
    CHECK(line.relay.files_asked == 1);
  }
  SECTION("endless") {
    line.relay.spoil_piece = [](std::string& piece) { piece += piece; };
    CHECK(refusal() == trust::Refusal::kChunkDigestMismatch);
  }
  SECTION("more than there is") {
    line.deployment.files[spec.sha256] += "more";
    CHECK(Fetch(spec, *line.centre, line.folder / "in").ok());  // nobody reads on
  }
  SECTION("less than there is") {
    line.deployment.files[spec.sha256].resize(250'000);
    CHECK(refusal() == trust::Refusal::kFileLengthWrong);
  }
  line.relay.spoil_piece = {};
}

TEST_CASE("a line that carries nothing is told so", "[sync]") {
  Line line;
  const trust::FileSpec spec = line.deployment.Store(Noise(100'000), 1);
  line.relay.breaks_after = 100;
  const Status status = Fetch(spec, *line.centre, line.folder / "in").status();
  CHECK(status.code() == StatusCode::kUnavailable);
}

}  // namespace
}  // namespace chowki::sync
