#include "capture/decode.h"

#include <algorithm>
#include <array>
#include <new>
#include <string>
#include <string_view>

#include <opencv2/imgproc.hpp>

#include "capture/bmp.h"
#include "capture/jpeg.h"
#include "capture/png.h"
#include "capture/raster.h"

namespace chowki::capture {
namespace {

struct Magic {
  std::string_view name;
  std::size_t offset;
  std::string_view bytes;
};

using namespace std::string_view_literals;

constexpr std::string_view kJpeg = "jpeg";
constexpr std::string_view kPng = "png";
constexpr std::string_view kBmp = "bmp";

// The three that are read, and those that a caller is likely to have sent by mistake.
constexpr std::array kMagics = {
    Magic{kJpeg, 0, "\xFF\xD8\xFF"sv},
    Magic{kPng, 0, "\x89PNG\r\n\x1A\n"sv},
    Magic{"gif", 0, "GIF8"sv},
    Magic{kBmp, 0, "BM"sv},
    Magic{"tiff", 0, "II*\0"sv},
    Magic{"tiff", 0, "MM\0*"sv},
    Magic{"webp", 8, "WEBP"sv},
    Magic{"heif", 4, "ftyp"sv},
    Magic{"jpeg2000", 0, "\0\0\0\x0CjP  "sv},
    Magic{"jpeg2000", 0, "\xFF\x4F\xFF\x51"sv},
    Magic{"jpegxl", 0, "\xFF\x0A"sv},
    Magic{"pdf", 0, "%PDF"sv},
    Magic{"zip", 0, "PK\x03\x04"sv},
    Magic{"xml", 0, "<"sv},
};

std::string_view FormatOf(Bytes bytes) {
  for (const Magic& magic : kMagics) {
    if (bytes.size() < magic.offset + magic.bytes.size()) continue;
    const auto found = bytes.subspan(magic.offset, magic.bytes.size());
    const bool same =
        std::equal(found.begin(), found.end(), magic.bytes.begin(),
                   [](std::uint8_t a, char b) { return a == static_cast<std::uint8_t>(b); });
    if (same) return magic.name;
  }
  return "unknown";
}

Status Refuse(const Status& status, std::string_view reason,
              std::map<std::string, std::string> metadata = {}) {
  return WithDetail(status, {std::string(reason), std::move(metadata)});
}

// As many times smaller as libjpeg makes it while decoding: rounded up.
cv::Mat Reduced(const cv::Mat& pixels, int times) {
  if (times == 1) return pixels;
  const cv::Size size((pixels.cols + times - 1) / times, (pixels.rows + times - 1) / times);
  cv::Mat reduced;
  cv::resize(pixels, reduced, size, 0, 0, cv::INTER_AREA);
  return reduced;
}

Result<Raster> DecodeRaster(Bytes bytes, const DecodeLimits& limits, const DecodeOptions& options) {
  if (bytes.empty()) return Refuse(InvalidInput("the image is empty"), "IMAGE_EMPTY");
  if (bytes.size() > limits.bytes) {
    return Refuse(
        InvalidInput("the image has {} bytes, at most {} are taken", bytes.size(), limits.bytes),
        "IMAGE_BYTES_EXCEEDED",
        {{"bytes", std::to_string(bytes.size())}, {"limit", std::to_string(limits.bytes)}});
  }
  const std::string_view format = FormatOf(bytes);
  if (format == kJpeg) return DecodeJpeg(bytes, limits, options);
  if (format == kPng || format == kBmp) {
    CHOWKI_ASSIGN_OR_RETURN(Raster raster,
                            format == kPng ? DecodePng(bytes, limits) : DecodeBmp(bytes, limits));
    raster.pixels = Reduced(raster.pixels, options.reduce);
    return raster;
  }
  return Refuse(InvalidInput("JPEG, PNG and uncompressed BMP are read; this is {}", format),
                "IMAGE_FORMAT_UNSUPPORTED", {{"detected", std::string(format)}});
}

// EXIF's orientations (TIFF 6.0, tag 274): which mirror or turn makes stored pixels upright.
cv::Mat Upright(const cv::Mat& stored, int orientation) {
  cv::Mat upright;
  switch (orientation) {
    case 2:
      cv::flip(stored, upright, 1);
      return upright;
    case 3:
      cv::rotate(stored, upright, cv::ROTATE_180);
      return upright;
    case 4:
      cv::flip(stored, upright, 0);
      return upright;
    case 5:
      cv::transpose(stored, upright);
      return upright;
    case 6:
      cv::rotate(stored, upright, cv::ROTATE_90_CLOCKWISE);
      return upright;
    case 7:
      cv::transpose(stored, upright);
      cv::rotate(upright, upright, cv::ROTATE_180);
      return upright;
    case 8:
      cv::rotate(stored, upright, cv::ROTATE_90_COUNTERCLOCKWISE);
      return upright;
    default:
      return stored;
  }
}

Image ToImage(Raster raster, Bytes bytes, Light light, const DecodeOptions& options) {
  cv::Mat pixels = std::move(raster.pixels);
  if (options.colour == Colour::kGrey && pixels.type() == CV_8UC3) {
    cv::Mat grey;
    cv::cvtColor(pixels, grey, cv::COLOR_BGR2GRAY);
    pixels = grey;
  }
  if (options.apply_orientation) pixels = Upright(pixels, raster.orientation);
  std::optional<double> ppi = raster.ppi;
  if (ppi) *ppi /= options.reduce;
  return {std::move(pixels), light, Sha256(bytes), ppi, raster.orientation};
}

}  // namespace

Status CheckSize(std::int64_t width, std::int64_t height, const DecodeLimits& limits) {
  if (width <= 0 || height <= 0) return Undecodable("a side of 0 px");
  const auto refuse = [&](std::int64_t limit, std::string_view what) {
    return Refuse(
        InvalidInput("the image has {} x {} px, {} {} are taken", width, height, limit, what),
        "IMAGE_PIXELS_EXCEEDED",
        {{"width", std::to_string(width)},
         {"height", std::to_string(height)},
         {"limit", std::to_string(limit)}});
  };
  if (width * height > limits.pixels) return refuse(limits.pixels, "px");
  if (std::max(width, height) > limits.side_px) return refuse(limits.side_px, "px a side");
  return Ok();
}

Status Undecodable(const std::string& cause) {
  return Refuse(InvalidInput("the image cannot be decoded: {}", cause), "IMAGE_UNDECODABLE",
                {{"cause", cause}});
}

std::string_view MediaType(Bytes bytes) {
  const std::string_view format = FormatOf(bytes);
  if (format == kJpeg) return "image/jpeg";
  if (format == kPng) return "image/png";
  if (format == kBmp) return "image/bmp";
  return "";
}

Result<Image> Decode(Bytes bytes, Light light, const DecodeLimits& limits,
                     const DecodeOptions& options) {
  CHOWKI_CHECK(options.reduce == 1 || options.reduce == 2 || options.reduce == 4 ||
               options.reduce == 8);
  try {
    CHOWKI_ASSIGN_OR_RETURN(Raster raster, DecodeRaster(bytes, limits, options));
    return ToImage(std::move(raster), bytes, light, options);
  } catch (const std::bad_alloc&) {
    return ResourceExhausted("no memory for the image");
  } catch (const cv::Exception& error) {
    if (error.code == cv::Error::StsNoMem) return ResourceExhausted("no memory for the image");
    return Internal("decoding an image: {}", error.what());
  }
}

}  // namespace chowki::capture
