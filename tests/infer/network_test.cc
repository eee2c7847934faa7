#include "infer/network.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>
#include <opencv2/dnn.hpp>
#include <unistd.h>

namespace chowki::infer {
namespace {

namespace fs = std::filesystem;

const fs::path kModels = fs::path(CHOWKI_SOURCE_DIR) / "models";

struct Size {
  int rows;
  int columns;
};

std::vector<float> Noise(Size size, unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<float> normal;
  std::vector<float> values(static_cast<std::size_t>(size.rows * size.columns));
  for (float& value : values) value = normal(random);
  return values;
}

Maps RunOn(const Network& network, Size size, unsigned seed) {
  const std::vector<float> values = Noise(size, seed);
  auto maps = network.Run({values.data(), size.rows, size.columns});
  REQUIRE(maps.ok());
  return std::move(*maps);
}

// A file for as long as a test runs.
class ModelFile {
 public:
  explicit ModelFile(const std::string& bytes)
      : path_(fs::temp_directory_path() / ("infer_test_" + std::to_string(::getpid()) + ".onnx")) {
    std::ofstream(path_, std::ios::binary) << bytes;
  }
  ~ModelFile() { fs::remove(path_); }
  ModelFile(const ModelFile&) = delete;
  ModelFile& operator=(const ModelFile&) = delete;
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

void CompareWithOpenCv(const fs::path& file, const std::vector<Size>& sizes) {
  INFO(file);
  const auto network = Network::Load(file);
  REQUIRE(network.ok());
  for (const Size size : sizes) {
    cv::dnn::Net reference = cv::dnn::readNetFromONNX(file.string());
    reference.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
    std::vector<float> values = Noise(size, 3);
    reference.setInput(
        cv::dnn::blobFromImage(cv::Mat(size.rows, size.columns, CV_32F, values.data())));
    const cv::Mat expected = reference.forward();
    const Maps maps = RunOn(*network, size, 3);
    REQUIRE(maps.channels == expected.size[1]);
    REQUIRE(maps.rows == expected.size[2]);
    REQUIRE(maps.columns == expected.size[3]);
    float difference = 0;
    for (std::size_t k = 0; k < maps.values.size(); ++k) {
      difference = std::max(difference, std::abs(maps.values[k] - expected.ptr<float>()[k]));
    }
    INFO(size.rows << " x " << size.columns);
    CHECK(difference < 2e-4F);  // of logits, which reach 30
    CHECK(std::abs(maps.values.front()) > 1e-3F);
  }
}

// Widths of plans and widths between, so that narrow pictures follow wide ones in the same buffer.
TEST_CASE("the line network gives what OpenCV makes of it", "[infer]") {
  CompareWithOpenCv(kModels / "mrz_line.onnx",
                    {{32, 780}, {32, 1024}, {32, 552}, {32, 576}, {32, 4}});
}

TEST_CASE("the text network gives what OpenCV makes of it", "[infer]") {
  CompareWithOpenCv(kModels / "text_line.onnx",
                    {{32, 1400}, {32, 36}, {32, 32}, {32, 260}, {32, 256}});
}

TEST_CASE("the finder network gives what OpenCV makes of it", "[infer]") {
  CompareWithOpenCv(kModels / "mrz_finder.onnx",
                    {{576, 768}, {768, 544}, {864, 1152}, {320, 448}, {32, 32}});
}

TEST_CASE("many threads get what one gets", "[infer]") {
  const auto network = Network::Load(kModels / "text_line.onnx");
  REQUIRE(network.ok());
  constexpr unsigned kThreads = 4;
  constexpr unsigned kRounds = 12;
  const auto size = [](unsigned seed) { return Size{32, 40 + static_cast<int>(seed % 7) * 52}; };
  std::vector<std::vector<Maps>> seen(kThreads);
  std::vector<std::thread> threads;
  for (unsigned thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([&, thread] {
      for (unsigned round = 0; round < kRounds; ++round) {
        const std::vector<float> values = Noise(size(round + thread), round + thread);
        auto maps = network->Run({values.data(), 32, size(round + thread).columns});
        seen[thread].push_back(maps.ok() ? std::move(*maps) : Maps{});
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (unsigned thread = 0; thread < kThreads; ++thread) {
    for (unsigned round = 0; round < kRounds; ++round) {
      const unsigned seed = round + thread;
      CHECK(seen[thread][round].values == RunOn(*network, size(seed), seed).values);
    }
  }
}

TEST_CASE("a network starts no threads of its own", "[infer]") {
  const auto threads = [] {
    return std::distance(fs::directory_iterator("/proc/self/task"), fs::directory_iterator());
  };
  const auto network = Network::Load(kModels / "mrz_finder.onnx");
  REQUIRE(network.ok());
  const auto before = threads();
  RunOn(*network, {576, 768}, 1);
  CHECK(threads() == before);
  std::ptrdiff_t inside = 0;
  std::thread([&] {
    RunOn(*network, {576, 768}, 1);
    inside = threads();
  }).join();
  CHECK(inside == before + 1);
}

TEST_CASE("more sizes than are kept come out right, too", "[infer]") {
  const auto network = Network::Load(kModels / "mrz_line.onnx");
  REQUIRE(network.ok());
  const Maps first = RunOn(*network, {32, 64}, 5);
  for (int rows = 33; rows < 90; ++rows) RunOn(*network, {rows, 32}, 5);
  CHECK(RunOn(*network, {32, 64}, 5).values == first.values);
}

TEST_CASE("a picture that is too small is an error of the caller", "[infer]") {
  const auto network = Network::Load(kModels / "mrz_line.onnx");
  REQUIRE(network.ok());
  const std::vector<float> values(64);
  const auto maps = network->Run({values.data(), 8, 8});
  REQUIRE_FALSE(maps.ok());
  CHECK(maps.status().code() == StatusCode::kInvalidArgument);
  CHECK_FALSE(network->Run({values.data(), 0, 0}).ok());
}

TEST_CASE("a missing or broken model is told by its name", "[infer]") {
  const auto missing = Network::Load("/nowhere/mrz_line.onnx");
  REQUIRE_FALSE(missing.ok());
  CHECK(missing.status().code() == StatusCode::kNotFound);
  CHECK(Message(missing.status()).find("mrz_line.onnx") != std::string::npos);

  const ModelFile file("no network");
  const auto broken = Network::Load(file.path());
  REQUIRE_FALSE(broken.ok());
  CHECK(broken.status().code() == StatusCode::kFailedPrecondition);
  CHECK(Message(broken.status()).find(file.path().filename().string()) != std::string::npos);
}

}  // namespace
}  // namespace chowki::infer
