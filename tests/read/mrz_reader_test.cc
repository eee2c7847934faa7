// The whole reader: on drawn passports, on pictures of nothing, out of time, from several threads.

#include "read/mrz_reader.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <string>
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

// The first pages of a type in a set.
std::vector<test::Specimen> Pages(const std::string& set, const std::string& type, size_t count) {
  std::vector<test::Specimen> pages;
  for (const test::Specimen& specimen : test::LoadSpecimens(set)) {
    if (specimen.type == type && specimen.has_mrz && pages.size() < count) {
      pages.push_back(specimen);
    }
  }
  REQUIRE(pages.size() == count);
  return pages;
}

std::vector<test::Specimen> Passports() { return Pages("clean", "TD3", kPassports); }

// Two pages in one picture, below or beside each other, on a grey table.
cv::Mat LaidOut(const cv::Mat& one, const cv::Mat& other, bool below) {
  constexpr int kGap = 60;
  const cv::Point at(below ? kGap : one.cols + 2 * kGap, below ? one.rows + 2 * kGap : kGap);
  const cv::Size size(std::max(one.cols + kGap, at.x + other.cols) + kGap,
                      std::max(one.rows + kGap, at.y + other.rows) + kGap);
  cv::Mat table(size, CV_8UC1, cv::Scalar(120));
  one.copyTo(table(cv::Rect(cv::Point(kGap, kGap), one.size())));
  other.copyTo(table(cv::Rect(at, other.size())));
  return table;
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

TEST_CASE("the resolution is told by the pitch", "[read][specimens]") {
  for (const char* type : {"TD1", "TD3", "MRVB"}) {
    for (const test::Specimen& specimen : Pages("worn", type, 5)) {
      INFO(specimen.id);
      const auto result = Reader().Read(Load(specimen));
      REQUIRE(result.ok());
      CHECK(result->reading.ppi == Approx(specimen.ppi).epsilon(0.01));
    }
  }
}

TEST_CASE("a page may lie turned or be mirrored", "[read][specimens]") {
  const test::Specimen specimen = Passports().front();
  const cv::Mat upright = Load(specimen).grey();
  const auto read = [&](const cv::Mat& grey) {
    const auto result = Reader().Read(Picture(grey));
    REQUIRE(result.ok());
    CHECK(result->reading.lines == specimen.mrz);
    return result->reading.rotation_deg;
  };
  const int turns[] = {cv::ROTATE_90_CLOCKWISE, cv::ROTATE_180, cv::ROTATE_90_COUNTERCLOCKWISE};
  for (int quarters = 1; quarters <= 3; ++quarters) {
    INFO(quarters << " quarters clockwise");
    cv::Mat turned;
    cv::rotate(upright, turned, turns[quarters - 1]);
    CHECK(std::abs(read(turned) - 90 * quarters) <= 2);
  }
  for (const int axis : {0, 1}) {
    INFO("mirrored, axis " << axis);
    cv::Mat mirrored;
    cv::flip(upright, mirrored, axis);
    read(mirrored);
  }
}

TEST_CASE("of two documents in one picture one is read, whole", "[read][specimens]") {
  const test::Specimen passport = Passports().front();
  const test::Specimen second = Passports().back();
  const test::Specimen card = Pages("clean", "TD1", 1).front();
  const auto read_together = [&](const test::Specimen& one, const test::Specimen& other,
                                 bool below) {
    INFO(one.id << (below ? " above " : " beside ") << other.id);
    const auto result =
        Reader().Read(Picture(LaidOut(Load(one).grey(), Load(other).grey(), below)));
    REQUIRE(result.ok());
    const MrzReading& reading = result->reading;
    REQUIRE(reading.status == MrzStatus::kRead);
    CHECK((reading.lines == one.mrz || reading.lines == other.mrz));
    CHECK(reading.certain);
  };
  for (const bool below : {false, true}) {
    read_together(passport, second, below);
    read_together(card, passport, below);
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
    const MrzReader& reader = Reader();  // checks once: Catch2 itself is not for several threads
    std::vector<std::jthread> threads;
    for (MrzReading& reading : together) {
      threads.emplace_back([&image, &reader, &reading] {
        if (auto result = reader.Read(image); result.ok()) reading = result->reading;
      });
    }
  }
  for (const MrzReading& reading : together) CHECK(reading == alone->reading);
}

}  // namespace
}  // namespace chowki::read
