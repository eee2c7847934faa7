// 20,000 damaged files of every kind that is read: an image or a typed error, never a crash.

#include <algorithm>
#include <chrono>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "capture/decode.h"
#include "support/image_encoder.h"

namespace chowki::capture {
namespace {

using File = std::vector<std::uint8_t>;

constexpr int kFiles = 20'000;
constexpr std::chrono::seconds kLongest{2};  // for one small file, also on a busy machine

std::vector<File> Samples() {
  using test::ToJpeg;
  using test::ToPng;
  cv::Mat colour(48, 64, CV_8UC3);
  cv::RNG(3).fill(colour, cv::RNG::UNIFORM, 0, 256);
  cv::Mat grey(48, 64, CV_8UC1);
  cv::RNG(4).fill(grey, cv::RNG::UNIFORM, 0, 256);
  const cv::Mat clear(48, 64, CV_8UC4, cv::Scalar(10, 90, 200, 120));
  return {ToJpeg(colour, {.exif_orientation = 6}),
          ToJpeg(colour, {.progressive = true}),
          ToJpeg(colour, {.cmyk = true}),
          ToJpeg(grey, {.restart_rows = 1}),
          ToPng(colour, {.ppi = 300, .text = "a comment"}),
          ToPng(grey, {.interlaced = true, .exif_orientation = 5}),
          ToPng(clear, {.deep = true})};
}

// Cuts, overwrites, repeats and mixes pieces of valid files.
File Damaged(const std::vector<File>& samples, cv::RNG& random) {
  const auto below = [&](std::size_t limit) {
    return static_cast<std::size_t>(random.uniform(0, static_cast<int>(limit)));
  };
  File file = samples[below(samples.size())];
  const std::size_t damages = 1 + below(4);
  for (std::size_t i = 0; i < damages && file.size() > 8; ++i) {
    const std::size_t at = below(file.size());
    const auto place = file.begin() + static_cast<std::ptrdiff_t>(at);
    switch (below(5)) {
      case 0:  // cut short
        file.resize(at);
        break;
      case 1:  // one bit
        *place ^= static_cast<std::uint8_t>(1U << below(8));
        break;
      case 2:  // a run of one value
        std::fill(place, place + static_cast<std::ptrdiff_t>(below(file.size() - at)),
                  static_cast<std::uint8_t>(below(2) * 255));
        break;
      case 3: {  // a piece twice
        const File piece(place, place + static_cast<std::ptrdiff_t>(below(file.size() - at)));
        file.insert(place, piece.begin(), piece.end());
        break;
      }
      default: {  // the rest of another file
        const File& other = samples[below(samples.size())];
        file.resize(at);
        file.insert(file.end(), other.begin() + static_cast<std::ptrdiff_t>(below(other.size())),
                    other.end());
      }
    }
  }
  return file;
}

TEST_CASE("twenty thousand damaged files give an image or a typed error", "[capture]") {
  const std::set<std::string> reasons = {"IMAGE_EMPTY", "IMAGE_UNDECODABLE",
                                         "IMAGE_PIXELS_EXCEEDED", "IMAGE_FORMAT_UNSUPPORTED"};
  const std::vector<File> samples = Samples();
  cv::RNG random(20'000);
  int decoded = 0;
  for (int i = 0; i < kFiles; ++i) {
    const File file = Damaged(samples, random);
    const auto started = std::chrono::steady_clock::now();
    const Result<Image> image = Decode(file, Light::kVisible);
    const auto taken = std::chrono::steady_clock::now() - started;
    INFO("file " << i);
    REQUIRE(taken < kLongest);
    if (image.ok()) {
      ++decoded;
      continue;
    }
    const auto detail = Detail(image.status());
    INFO(Message(image.status()));
    REQUIRE(detail.has_value());
    REQUIRE(reasons.contains(detail->reason));
  }
  CHECK(decoded > 0);           // harmless damage is borne
  CHECK(decoded < kFiles / 2);  // and most is not harmless
}

}  // namespace
}  // namespace chowki::capture
