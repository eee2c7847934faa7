// The whole reader: on drawn passports, on pictures of nothing, out of time, from several threads.

#include "read/mrz_reader.h"

#include <filesystem>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>
#include <opencv2/core.hpp>

#include "capture/decode.h"
#include "support/specimens.h"

namespace chowki::read {
namespace {

constexpr int kPassports = 5;

// The networks are loaded once for all tests of this program.
const MrzReader& Reader() {
  static const Result<MrzReader> reader = [] {
    cv::setNumThreads(1);
    return MrzReader::Load(std::filesystem::path(CHOWKI_SOURCE_DIR) / "models");
  }();
  REQUIRE(reader.ok());
  return *reader;
}

capture::Image Load(const test::Specimen& specimen) {
  auto image = capture::Decode(test::ReadBytes(specimen.image), capture::Light::kVisible);
  REQUIRE(image.ok());
  return *std::move(image);
}

capture::Image Picture(const cv::Mat& pixels) {
  return {pixels, capture::Light::kVisible, {}, std::nullopt};
}

std::vector<test::Specimen> Passports() {
  std::vector<test::Specimen> passports;
  for (const test::Specimen& specimen : test::LoadSpecimens("clean")) {
    if (specimen.type == "TD3" && passports.size() < kPassports) passports.push_back(specimen);
  }
  REQUIRE(passports.size() == kPassports);
  return passports;
}

TEST_CASE("the page is found where it was drawn", "[read][specimens]") {
  for (const test::Specimen& specimen : Passports()) {
    INFO(specimen.id);
    const auto result = Reader().Read(Load(specimen));
    REQUIRE(result.ok());
    REQUIRE(result->page.has_value());
    CHECK(result->page->size == locate::PageSize::kId3);
    CHECK(result->page->residual_mm < 0.5);
    CHECK(result->page->ppi == Approx(result->reading.ppi).epsilon(0.02));
  }
}

TEST_CASE("pictures of nothing have no MRZ", "[read]") {
  const auto status = [](const cv::Mat& pixels) {
    const auto result = Reader().Read(Picture(pixels));
    REQUIRE(result.ok());
    return result->reading.status;
  };
  cv::Mat noise(700, 1000, CV_8UC1);
  cv::RNG(5).fill(noise, cv::RNG::UNIFORM, 0, 256);
  CHECK(status(noise) == MrzStatus::kAbsent);
  for (const cv::Size size : {cv::Size(1, 1), cv::Size(2000, 3), cv::Size(3, 2000),
                              cv::Size(40, 30), cv::Size(900, 600)}) {
    INFO(size.width << " x " << size.height);
    CHECK(status(cv::Mat(size, CV_8UC3, cv::Scalar(90, 120, 200))) == MrzStatus::kAbsent);
  }
}

TEST_CASE("a deadline that has passed is told", "[read]") {
  const auto result = Reader().Read(Picture(cv::Mat(600, 900, CV_8UC1, cv::Scalar(200))),
                                    Deadline::In(std::chrono::seconds(-1)));
  REQUIRE_FALSE(result.ok());
  CHECK(result.status().code() == StatusCode::kDeadlineExceeded);
}

TEST_CASE("threads share a reader and read the same", "[read][specimens]") {
  const capture::Image image = Load(Passports().front());
  const auto alone = Reader().Read(image);
  REQUIRE(alone.ok());
  REQUIRE(alone->reading.status == MrzStatus::kRead);
  std::vector<MrzReading> together(4);
  {
    std::vector<std::jthread> threads;
    for (MrzReading& reading : together) {
      threads.emplace_back([&image, &reading] {
        if (auto result = Reader().Read(image); result.ok()) reading = result->reading;
      });
    }
  }
  for (const MrzReading& reading : together) CHECK(reading == alone->reading);
}

}  // namespace
}  // namespace chowki::read
