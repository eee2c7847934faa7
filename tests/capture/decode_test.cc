#include "capture/decode.h"

#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <opencv2/imgproc.hpp>

#include "support/image_encoder.h"

namespace chowki::capture {
namespace {

using File = std::vector<std::uint8_t>;
using test::ToJpeg;
using test::ToPng;

// Four corners of four colours, smooth inside the quarters: survives JPEG within a few levels.
cv::Mat Quarters(int width, int height) {
  cv::Mat pixels(height, width, CV_8UC3);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const bool right = x >= width / 2;
      const bool low = y >= height / 2;
      pixels.at<cv::Vec3b>(y, x) = right
                                       ? (low ? cv::Vec3b(40, 200, 60) : cv::Vec3b(10, 20, 210))
                                       : (low ? cv::Vec3b(220, 90, 30) : cv::Vec3b(240, 240, 240));
    }
  }
  return pixels;
}

cv::Mat Noise(int width, int height, int type, int seed = 7) {
  cv::Mat pixels(height, width, type);
  cv::RNG random(static_cast<std::uint64_t>(seed));
  random.fill(pixels, cv::RNG::UNIFORM, 0, 256);
  return pixels;
}

Image MustDecode(const File& file, const DecodeOptions& options = {}) {
  const Result<Image> image = Decode(file, Light::kVisible, {}, options);
  INFO(Message(image.status()));
  REQUIRE(image.ok());
  return *image;
}

std::string ReasonOf(const File& file, const DecodeLimits& limits = {}) {
  const Result<Image> image = Decode(file, Light::kVisible, limits);
  if (image.ok()) return "";
  const auto detail = Detail(image.status());
  return detail ? detail->reason : "none";
}

double LargestDifference(const cv::Mat& a, const cv::Mat& b) {
  REQUIRE(a.size() == b.size());
  REQUIRE(a.type() == b.type());
  return cv::norm(a, b, cv::NORM_INF);
}

bool Near(const cv::Vec3b& a, const cv::Vec3b& b) { return cv::norm(a, b, cv::NORM_INF) <= 6; }

TEST_CASE("a PNG comes back exactly", "[capture]") {
  for (const int type : {CV_8UC1, CV_8UC3}) {
    const cv::Mat pixels = Noise(61, 37, type);
    for (const bool interlaced : {false, true}) {
      for (const bool deep : {false, true}) {
        CAPTURE(type, interlaced, deep);
        test::PngStyle style;
        style.interlaced = interlaced;
        style.deep = deep;
        CHECK(LargestDifference(MustDecode(ToPng(pixels, style)).pixels(), pixels) == 0);
      }
    }
  }
}

TEST_CASE("a PNG with a palette comes back in its colours", "[capture]") {
  test::PngStyle style;
  style.palette = true;
  const cv::Mat pixels = Quarters(32, 20);
  CHECK(LargestDifference(MustDecode(ToPng(pixels, style)).pixels(), pixels) == 0);
}

TEST_CASE("alpha is laid over white", "[capture]") {
  const auto deep = GENERATE(false, true);
  const auto interlaced = GENERATE(false, true);
  cv::Mat pixels(8, 8, CV_8UC4, cv::Scalar(0, 100, 200, 0));  // nothing there: white
  pixels.row(1).setTo(cv::Scalar(0, 100, 200, 255));          // solid
  pixels.row(2).setTo(cv::Scalar(0, 100, 200, 51));           // a fifth
  test::PngStyle style;
  style.deep = deep;
  style.interlaced = interlaced;
  const cv::Mat seen = MustDecode(ToPng(pixels, style)).pixels();
  REQUIRE(seen.type() == CV_8UC3);
  CHECK(seen.at<cv::Vec3b>(0, 3) == cv::Vec3b(255, 255, 255));
  CHECK(seen.at<cv::Vec3b>(1, 3) == cv::Vec3b(0, 100, 200));
  CHECK(Near(seen.at<cv::Vec3b>(2, 3), cv::Vec3b(204, 224, 244)));
}

TEST_CASE("a JPEG comes back in its colours", "[capture]") {
  const cv::Mat pixels = Quarters(64, 48);
  test::JpegStyle style;
  style.progressive = GENERATE(false, true);
  style.cmyk = GENERATE(false, true);
  style.restart_rows = GENERATE(0, 1);
  const Image image = MustDecode(ToJpeg(pixels, style));
  REQUIRE(image.pixels().size() == pixels.size());
  for (const cv::Point at :
       {cv::Point(8, 8), cv::Point(56, 8), cv::Point(8, 40), cv::Point(56, 40)}) {
    CAPTURE(at.x, at.y);
    CHECK(Near(image.pixels().at<cv::Vec3b>(at), pixels.at<cv::Vec3b>(at)));
  }
}

TEST_CASE("a grey JPEG is one channel and shares it", "[capture]") {
  cv::Mat grey(40, 40, CV_8UC1, cv::Scalar(90));
  const Image image = MustDecode(ToJpeg(grey));
  CHECK(image.pixels().type() == CV_8UC1);
  CHECK(image.grey().data == image.pixels().data);
}

TEST_CASE("grey is decoded when only grey is asked for", "[capture]") {
  const cv::Mat pixels = Quarters(64, 48);
  cv::Mat grey;
  cv::cvtColor(pixels, grey, cv::COLOR_BGR2GRAY);
  const DecodeOptions options{.colour = Colour::kGrey};
  for (const File& file : {ToJpeg(pixels), ToPng(pixels), ToJpeg(pixels, {.cmyk = true})}) {
    const Image image = MustDecode(file, options);
    REQUIRE(image.pixels().type() == CV_8UC1);
    CHECK(std::abs(image.grey().at<std::uint8_t>(40, 56) - grey.at<std::uint8_t>(40, 56)) <= 3);
  }
}

TEST_CASE("all eight EXIF orientations become upright", "[capture][spec]") {
  // Corners of the upright picture TL TR BR BL, and the stored picture of each orientation: where
  // its first row and first column lie (TIFF 6.0, tag 274).
  const cv::Mat upright = Quarters(48, 32);
  const auto store = [&](int orientation) {
    cv::Mat stored;
    switch (orientation) {
      case 2:
        cv::flip(upright, stored, 1);
        return stored;  // row 0 top, column 0 right
      case 3:
        cv::flip(upright, stored, -1);
        return stored;
      case 4:
        cv::flip(upright, stored, 0);
        return stored;
      case 5:
        cv::transpose(upright, stored);
        return stored;  // row 0 left, column 0 top
      case 6:           // row 0 right, column 0 top
        cv::transpose(upright, stored);
        cv::flip(stored, stored, 0);
        return stored;
      case 7:  // row 0 right, column 0 bottom
        cv::transpose(upright, stored);
        cv::flip(stored, stored, -1);
        return stored;
      case 8:  // row 0 left, column 0 bottom
        cv::transpose(upright, stored);
        cv::flip(stored, stored, 1);
        return stored;
      default:
        return upright.clone();
    }
  };
  const int orientation = GENERATE(range(1, 9));
  CAPTURE(orientation);
  const cv::Mat stored = store(orientation);
  const Image png = MustDecode(ToPng(stored, {.exif_orientation = orientation}));
  CHECK(LargestDifference(png.pixels(), upright) == 0);
  CHECK(png.exif_orientation() == orientation);

  const File jpeg_file = ToJpeg(stored, {.exif_orientation = orientation});
  const Image jpeg = MustDecode(jpeg_file);
  REQUIRE(jpeg.pixels().size() == upright.size());
  CHECK(jpeg.exif_orientation() == orientation);
  for (const cv::Point at :
       {cv::Point(5, 5), cv::Point(42, 5), cv::Point(5, 26), cv::Point(42, 26)}) {
    CHECK(Near(jpeg.pixels().at<cv::Vec3b>(at), upright.at<cv::Vec3b>(at)));
  }
  const Image raw = MustDecode(jpeg_file, {.apply_orientation = false});
  CHECK(raw.pixels().size() == stored.size());
  CHECK(raw.exif_orientation() == orientation);
}

TEST_CASE("a plausible resolution is believed", "[capture]") {
  const cv::Mat pixels = Quarters(16, 16);
  CHECK(MustDecode(ToJpeg(pixels, {.jfif_ppi = 300})).ppi() == 300);
  CHECK(MustDecode(ToPng(pixels, {.ppi = 400})).ppi().value() == Approx(400).margin(0.1));
  CHECK_FALSE(MustDecode(ToJpeg(pixels, {.jfif_ppi = 72})).ppi().has_value());
  CHECK_FALSE(MustDecode(ToPng(pixels)).ppi().has_value());
  const Image reduced = MustDecode(ToJpeg(pixels, {.jfif_ppi = 600}), {.reduce = 2});
  CHECK(reduced.ppi() == 300);
}

TEST_CASE("an image can be decoded smaller", "[capture]") {
  const cv::Mat pixels = Quarters(101, 67);
  const int reduce = GENERATE(1, 2, 4, 8);
  for (const File& file : {ToJpeg(pixels), ToPng(pixels)}) {
    const Image image = MustDecode(file, {.reduce = reduce});
    CHECK(image.pixels().cols == (101 + reduce - 1) / reduce);
    CHECK(image.pixels().rows == (67 + reduce - 1) / reduce);
    CHECK(Near(image.pixels().at<cv::Vec3b>(1, 1), cv::Vec3b(240, 240, 240)));
  }
}

TEST_CASE("the digest is that of the file", "[capture]") {
  const File file = ToPng(Quarters(16, 16));
  CHECK(MustDecode(file).source() == Sha256(file));
}

TEST_CASE("nothing, too much and foreign formats are told apart", "[capture]") {
  CHECK(ReasonOf({}) == "IMAGE_EMPTY");
  File big = ToPng(Quarters(16, 16));
  CHECK(ReasonOf(big, {.bytes = big.size() - 1}) == "IMAGE_BYTES_EXCEEDED");

  const auto detected = [](const std::string& text) {
    const File file(text.begin(), text.end());
    const auto status = Decode(file, Light::kVisible).status();
    const auto detail = Detail(status);
    REQUIRE(detail.has_value());
    CHECK(detail->reason == "IMAGE_FORMAT_UNSUPPORTED");
    CHECK(status.code() == StatusCode::kInvalidArgument);
    return detail->metadata.at("detected");
  };
  CHECK(detected("GIF89a..........") == "gif");
  CHECK(detected("RIFF....WEBPVP8 ") == "webp");
  CHECK(detected("%PDF-1.7") == "pdf");
  CHECK(detected("<svg xmlns=''/>") == "xml");
  CHECK(detected("hello") == "unknown");
  CHECK(detected("\xFF") == "unknown");
}

TEST_CASE("bytes after the end of a file do no harm", "[capture]") {
  for (File file : {ToPng(Quarters(16, 16)), ToJpeg(Quarters(16, 16))}) {
    file.insert(file.end(), 1000, 0xAB);
    CHECK(ReasonOf(file).empty());
  }
}

TEST_CASE("a baseline JPEG whose last marker alone is missing is whole", "[capture]") {
  File file = ToJpeg(Quarters(64, 48));
  file.resize(file.size() - 2);
  CHECK(ReasonOf(file).empty());
}

TEST_CASE("the names of lights are stable", "[capture]") {
  CHECK(Name(Light::kVisible) == "visible");
  CHECK(Name(Light::kInfrared) == "infrared");
  CHECK(Name(Light::kUltraviolet) == "ultraviolet");
}

}  // namespace
}  // namespace chowki::capture
