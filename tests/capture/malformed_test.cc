// Files that are damaged or lie: each a typed error, soon and without much memory.

#include <algorithm>
#include <chrono>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "capture/decode.h"
#include "support/image_encoder.h"

namespace chowki::capture {
namespace {

using File = std::vector<std::uint8_t>;
using test::ToJpeg;
using test::ToPng;

cv::Mat Noise(int width, int height, int type) {
  cv::Mat pixels(height, width, type);
  cv::RNG random(11);
  random.fill(pixels, cv::RNG::UNIFORM, 0, 256);
  return pixels;
}

// "" when the file decodes.
std::string ReasonOf(const File& file) {
  const Result<Image> image = Decode(file, Light::kVisible);
  if (image.ok()) return "";
  const auto detail = Detail(image.status());
  return detail ? detail->reason : Message(image.status());
}

std::vector<File> Samples() {
  const cv::Mat colour = Noise(90, 70, CV_8UC3);
  return {ToJpeg(colour),
          ToJpeg(colour, {.progressive = true}),
          ToJpeg(colour, {.restart_rows = 1, .exif_orientation = 6}),
          ToJpeg(colour, {.cmyk = true}),
          ToJpeg(Noise(90, 70, CV_8UC1)),
          ToPng(colour),
          ToPng(Noise(90, 70, CV_8UC4), {.interlaced = true, .exif_orientation = 8}),
          ToPng(colour, {.deep = true, .text = std::string(5000, 'x')})};
}

void PutU32(File& file, std::size_t at, std::uint32_t value) {
  for (std::size_t i = 0; i < 4; ++i)
    file[at + i] = static_cast<std::uint8_t>(value >> (24 - 8 * i));
}

std::uint32_t Crc(const File& file, std::size_t from, std::size_t to) {
  std::uint32_t crc = 0xFFFFFFFF;
  for (std::size_t i = from; i < to; ++i) {
    crc ^= file[i];
    for (int bit = 0; bit < 8; ++bit) crc = crc >> 1U ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
  }
  return ~crc;
}

// Overwrites the size in a PNG's header, with the checksum that belongs to it.
File PngClaiming(File file, std::uint32_t width, std::uint32_t height) {
  PutU32(file, 16, width);
  PutU32(file, 20, height);
  PutU32(file, 29, Crc(file, 12, 29));
  return file;
}

// Overwrites the size in a JPEG's frame header.
File JpegClaiming(File file, std::uint16_t width, std::uint16_t height) {
  for (std::size_t i = 2; i + 9 < file.size(); ++i) {
    if (file[i] != 0xFF || (file[i + 1] != 0xC0 && file[i + 1] != 0xC2)) continue;
    file[i + 5] = static_cast<std::uint8_t>(height >> 8U);
    file[i + 6] = static_cast<std::uint8_t>(height);
    file[i + 7] = static_cast<std::uint8_t>(width >> 8U);
    file[i + 8] = static_cast<std::uint8_t>(width);
    return file;
  }
  FAIL("no frame header");
  return file;
}

// Memory that this process had at most, in MiB.
std::size_t PeakMib() {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;) {
    std::size_t kib = 0;
    if (word == "VmHWM:" && status >> kib) return kib / 1024;
  }
  return 0;
}

TEST_CASE("a file cut short at any percent is undecodable", "[capture]") {
  for (const File& sample : Samples()) {
    for (std::size_t percent = 1; percent < 100; ++percent) {
      const File cut(sample.begin(),
                     sample.begin() + static_cast<std::ptrdiff_t>(sample.size() * percent / 100));
      CAPTURE(sample.size(), percent);
      CHECK(ReasonOf(cut) == "IMAGE_UNDECODABLE");
    }
  }
}

TEST_CASE("a file with flipped bits decodes or is refused with a reason", "[capture]") {
  const std::set<std::string> allowed = {"", "IMAGE_UNDECODABLE", "IMAGE_PIXELS_EXCEEDED",
                                         "IMAGE_FORMAT_UNSUPPORTED"};
  cv::RNG random(5);
  for (const File& sample : Samples()) {
    for (int round = 0; round < 200; ++round) {
      File file = sample;
      const int flips = random.uniform(1, 12);
      for (int i = 0; i < flips; ++i) {
        const auto at = static_cast<std::size_t>(random.uniform(0, static_cast<int>(file.size())));
        file[at] ^= static_cast<std::uint8_t>(1U << static_cast<unsigned>(random.uniform(0, 8)));
      }
      const std::string reason = ReasonOf(file);
      CAPTURE(reason);
      CHECK(allowed.contains(reason));
    }
  }
}

TEST_CASE("a claimed size over the limits is refused before memory is asked for", "[capture]") {
  const auto started = std::chrono::steady_clock::now();
  const std::size_t before = PeakMib();
  const cv::Mat small = Noise(8, 8, CV_8UC3);
  CHECK(ReasonOf(PngClaiming(ToPng(small), 60000, 60000)) == "IMAGE_PIXELS_EXCEEDED");
  CHECK(ReasonOf(PngClaiming(ToPng(small), 0x7FFFFFFF, 0x7FFFFFFF)) == "IMAGE_PIXELS_EXCEEDED");
  CHECK(ReasonOf(PngClaiming(ToPng(small), 30000, 1)) == "IMAGE_PIXELS_EXCEEDED");
  CHECK(ReasonOf(PngClaiming(ToPng(small), 0, 8)) == "IMAGE_UNDECODABLE");
  CHECK(ReasonOf(PngClaiming(ToPng(small), 0x80000000, 8)) == "IMAGE_UNDECODABLE");
  for (const bool progressive : {false, true}) {
    const File jpeg = ToJpeg(small, {.progressive = progressive});
    CHECK(ReasonOf(JpegClaiming(jpeg, 65500, 65500)) == "IMAGE_PIXELS_EXCEEDED");
    CHECK(ReasonOf(JpegClaiming(jpeg, 65535, 65535)) != "");
    CHECK(ReasonOf(JpegClaiming(jpeg, 0, 8)) == "IMAGE_UNDECODABLE");
    CHECK(ReasonOf(JpegClaiming(jpeg, 8, 0)) == "IMAGE_UNDECODABLE");
  }
  CHECK(PeakMib() - before < 16);
  CHECK(std::chrono::steady_clock::now() - started < std::chrono::seconds(2));
}

TEST_CASE("a size that the data does not fill is undecodable", "[capture]") {
  const cv::Mat small = Noise(32, 32, CV_8UC3);
  CHECK(ReasonOf(PngClaiming(ToPng(small), 6000, 6000)) == "IMAGE_UNDECODABLE");
  CHECK(ReasonOf(JpegClaiming(ToJpeg(small), 6000, 6000)) == "IMAGE_UNDECODABLE");
  CHECK(ReasonOf(JpegClaiming(ToJpeg(small, {.progressive = true}), 6000, 6000)) ==
        "IMAGE_UNDECODABLE");
}

TEST_CASE("a refusal carries both sides and the limit", "[capture]") {
  const File file = PngClaiming(ToPng(Noise(8, 8, CV_8UC3)), 60000, 50000);
  const auto detail = Detail(Decode(file, Light::kVisible).status());
  REQUIRE(detail.has_value());
  CHECK(detail->metadata == std::map<std::string, std::string>{
                                {"width", "60000"}, {"height", "50000"}, {"limit", "40000000"}});
}

TEST_CASE("a text chunk that unfolds into much is skipped", "[capture]") {
  // 64 MiB of zeros in 64 KiB; the pixels beside it are fine.
  const File file = ToPng(Noise(8, 8, CV_8UC3), {.text = std::string(64U << 20U, '0')});
  CHECK(file.size() < (1U << 20U));
  const std::size_t before = PeakMib();
  CHECK(ReasonOf(file).empty());
  CHECK(PeakMib() - before < 8);
}

TEST_CASE("a PNG chunk that claims more than the file holds is refused before it is allocated",
          "[capture]") {
  File file = ToPng(Noise(8, 8, CV_8UC3), {.exif_orientation = 6});
  const std::string type = "eXIf";
  const auto at = std::search(file.begin(), file.end(), type.begin(), type.end());
  REQUIRE(at != file.end());
  PutU32(file, static_cast<std::size_t>(at - file.begin()) - 4, 0x7E000000);
  const std::size_t before = PeakMib();
  CHECK(ReasonOf(file) == "IMAGE_UNDECODABLE");
  CHECK(PeakMib() - before < 8);
}

TEST_CASE("a progressive JPEG with too many scans is refused", "[capture]") {
  // Repeats the last scan: each costs a pass over all coefficients and a few bytes.
  const File sample = ToJpeg(cv::Mat(64, 64, CV_8UC1, cv::Scalar(128)), {.progressive = true});
  std::size_t last_scan = 0;
  for (std::size_t i = 0; i + 1 < sample.size(); ++i) {
    if (sample[i] == 0xFF && sample[i + 1] == 0xDA) last_scan = i;
  }
  REQUIRE(last_scan != 0);
  File file(sample.begin(), sample.end() - 2);
  for (int i = 0; i < 2000; ++i) {
    file.insert(file.end(), sample.begin() + static_cast<std::ptrdiff_t>(last_scan),
                sample.end() - 2);
  }
  file.insert(file.end(), {0xFF, 0xD9});
  CHECK(ReasonOf(file) == "IMAGE_UNDECODABLE");
}

TEST_CASE("one file inside another's clothes is refused", "[capture]") {
  File file = ToPng(Noise(8, 8, CV_8UC3));
  const File jpeg = ToJpeg(Noise(8, 8, CV_8UC3));
  file.resize(8);
  file.insert(file.end(), jpeg.begin(), jpeg.end());
  CHECK(ReasonOf(file) == "IMAGE_UNDECODABLE");
  CHECK(ReasonOf({0xFF, 0xD8, 0xFF}) == "IMAGE_UNDECODABLE");
  CHECK(ReasonOf({0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'}) == "IMAGE_UNDECODABLE");
}

}  // namespace
}  // namespace chowki::capture
