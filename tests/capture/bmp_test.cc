#include <random>

#include <catch2/catch.hpp>

#include "capture/decode.h"

namespace chowki::capture {
namespace {

using File = std::vector<std::uint8_t>;

void Put(File& file, std::size_t at, std::uint32_t value, int count) {
  for (int i = 0; i < count; ++i) {
    file[at + static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(value >> (8 * i));
  }
}

// A bitmap whose bytes of pixel data count up from 0, row by row as stored.
File MakeBmp(int width, int height, int bits, bool coloured_palette = false) {
  const std::size_t palette = bits == 8 ? 1024 : 0;
  const std::size_t row = (static_cast<std::size_t>(width * bits) + 31) / 32 * 4;
  const std::size_t pixels_at = 54 + palette;
  File file(pixels_at + row * static_cast<std::size_t>(std::abs(height)));
  file[0] = 'B';
  file[1] = 'M';
  Put(file, 10, static_cast<std::uint32_t>(pixels_at), 4);
  Put(file, 14, 40, 4);
  Put(file, 18, static_cast<std::uint32_t>(width), 4);
  Put(file, 22, static_cast<std::uint32_t>(height), 4);
  Put(file, 26, 1, 2);
  Put(file, 28, static_cast<std::uint32_t>(bits), 2);
  Put(file, 38, 11811, 4);  // px a metre: 300 ppi
  for (std::size_t i = 0; i < palette / 4; ++i) {
    const auto level = static_cast<std::uint8_t>(i);
    const auto red = static_cast<std::uint8_t>(coloured_palette ? 255 - i : i);
    Put(file, 54 + 4 * i, static_cast<std::uint32_t>(level | level << 8 | red << 16), 4);
  }
  for (std::size_t i = pixels_at; i < file.size(); ++i) {
    file[i] = static_cast<std::uint8_t>(i - pixels_at);
  }
  return file;
}

std::string ReasonOf(const File& file) {
  const auto image = Decode(file, Light::kVisible);
  if (image.ok()) return "";
  const auto detail = Detail(image.status());
  REQUIRE(detail.has_value());
  return detail->reason;
}

TEST_CASE("a bitmap is read from the bottom up or from the top down", "[capture]") {
  const auto bottom_up = Decode(MakeBmp(3, 2, 24), Light::kVisible);
  REQUIRE(bottom_up.ok());
  CHECK(bottom_up->pixels().size() == cv::Size(3, 2));
  CHECK(bottom_up->pixels().at<cv::Vec3b>(1, 0) == cv::Vec3b(0, 1, 2));
  CHECK(bottom_up->pixels().at<cv::Vec3b>(0, 1) == cv::Vec3b(15, 16, 17));  // rows are 12 bytes
  CHECK(bottom_up->ppi().value() == Approx(300).margin(0.1));
  const auto top_down = Decode(MakeBmp(3, -2, 24), Light::kVisible);
  REQUIRE(top_down.ok());
  CHECK(top_down->pixels().at<cv::Vec3b>(0, 0) == cv::Vec3b(0, 1, 2));
}

TEST_CASE("bitmaps of 8 and 32 bits keep their greys and colours", "[capture]") {
  const auto grey = Decode(MakeBmp(5, -2, 8), Light::kInfrared);
  REQUIRE(grey.ok());
  REQUIRE(grey->pixels().type() == CV_8UC1);
  CHECK(grey->pixels().at<std::uint8_t>(1, 2) == 10);
  const auto coloured = Decode(MakeBmp(5, -2, 8, true), Light::kVisible);
  REQUIRE(coloured.ok());
  REQUIRE(coloured->pixels().type() == CV_8UC3);
  CHECK(coloured->pixels().at<cv::Vec3b>(1, 2) == cv::Vec3b(10, 10, 245));
  const auto deep = Decode(MakeBmp(2, -2, 32), Light::kVisible);
  REQUIRE(deep.ok());
  CHECK(deep->pixels().at<cv::Vec3b>(0, 1) == cv::Vec3b(4, 5, 6));
}

TEST_CASE("bitmaps that lie are refused before pixels are asked for", "[capture]") {
  File file = MakeBmp(16, 16, 24);
  Put(file, 18, 60000, 4);
  Put(file, 22, 60000, 4);
  CHECK(ReasonOf(file) == "IMAGE_PIXELS_EXCEEDED");
  file = MakeBmp(16, 16, 24);
  Put(file, 30, 1, 4);  // run-length coding
  CHECK(ReasonOf(file) == "IMAGE_UNDECODABLE");
  file = MakeBmp(16, 16, 24);
  Put(file, 22, 0x80000000, 4);  // a height that has no positive counterpart
  CHECK(ReasonOf(file) == "IMAGE_PIXELS_EXCEEDED");
  file = MakeBmp(16, 16, 8);
  Put(file, 46, 0xFFFFFFFF, 4);
  CHECK(ReasonOf(file) == "IMAGE_UNDECODABLE");
  file = MakeBmp(16, 16, 24);
  Put(file, 10, 0xFFFFFFF0, 4);
  CHECK(ReasonOf(file) == "IMAGE_UNDECODABLE");
  file = MakeBmp(0, 16, 24);
  CHECK(ReasonOf(file) == "IMAGE_UNDECODABLE");
}

TEST_CASE("cut and flipped bitmaps give an image or a typed error", "[capture]") {
  const File whole = MakeBmp(40, 30, 8, true);
  for (std::size_t length = 1; length < whole.size(); length += 7) {
    const File cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length));
    const std::string reason = ReasonOf(cut);
    CHECK((reason == "IMAGE_UNDECODABLE" || (length < 2 && reason == "IMAGE_FORMAT_UNSUPPORTED")));
  }
  std::mt19937 random(1);
  for (int round = 0; round < 2000; ++round) {
    File flipped = whole;
    for (int i = 0; i < 3; ++i)
      flipped[random() % 54] ^= static_cast<std::uint8_t>(1U << (random() % 8));
    static_cast<void>(ReasonOf(flipped));  // requires a reason for every refusal
  }
}

}  // namespace
}  // namespace chowki::capture
