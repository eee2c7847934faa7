#include "capture/bmp.h"

#include <array>
#include <cstdlib>

#include <opencv2/imgproc.hpp>

namespace chowki::capture {
namespace {

// Places in the file header (14 bytes) and the information header that follows it.
constexpr std::size_t kPixelOffsetAt = 10;
constexpr std::size_t kHeaderSizeAt = 14;
constexpr std::size_t kWidthAt = 18;
constexpr std::size_t kHeightAt = 22;
constexpr std::size_t kBitsAt = 28;
constexpr std::size_t kCompressionAt = 30;
constexpr std::size_t kPixelsPerMetreAt = 38;
constexpr std::size_t kPaletteCountAt = 46;
constexpr std::size_t kFileHeaderBytes = 14;
constexpr std::size_t kInfoHeaderBytes = 40;  // the least that has all the fields above

constexpr double kInchesPerMetre = 0.0254;

std::uint32_t Little(Bytes bytes, std::size_t at, int count) {
  std::uint32_t value = 0;
  for (int i = count - 1; i >= 0; --i) {
    value = value << 8 | bytes[at + static_cast<std::size_t>(i)];
  }
  return value;
}

// Grey levels or colours of the 256 indices; a short palette is filled up with black.
std::array<cv::Vec3b, 256> ReadPalette(Bytes bytes, std::size_t at, std::size_t count) {
  std::array<cv::Vec3b, 256> palette{};
  for (std::size_t i = 0; i < count; ++i) {
    palette[i] = {bytes[at + 4 * i], bytes[at + 4 * i + 1], bytes[at + 4 * i + 2]};
  }
  return palette;
}

bool IsGrey(const std::array<cv::Vec3b, 256>& palette) {
  for (const cv::Vec3b& colour : palette) {
    if (colour[0] != colour[1] || colour[1] != colour[2]) return false;
  }
  return true;
}

}  // namespace

Result<Raster> DecodeBmp(Bytes bytes, const DecodeLimits& limits) {
  if (bytes.size() < kFileHeaderBytes + kInfoHeaderBytes) return Undecodable("cut in the header");
  const std::size_t header_size = Little(bytes, kHeaderSizeAt, 4);
  if (header_size < kInfoHeaderBytes || header_size > bytes.size() - kFileHeaderBytes) {
    return Undecodable("a bitmap header of an unknown size");
  }
  const auto width = static_cast<std::int32_t>(Little(bytes, kWidthAt, 4));
  const auto signed_height = static_cast<std::int32_t>(Little(bytes, kHeightAt, 4));
  const std::int64_t height = std::abs(static_cast<std::int64_t>(signed_height));
  CHOWKI_RETURN_IF_ERROR(CheckSize(width, height, limits));
  const std::uint32_t bits = Little(bytes, kBitsAt, 2);
  if (Little(bytes, kCompressionAt, 4) != 0 || (bits != 8 && bits != 24 && bits != 32)) {
    return Undecodable("a bitmap that is compressed or not of 8, 24 or 32 bits a pixel");
  }

  const std::size_t row_bytes = (static_cast<std::size_t>(width) * bits + 31) / 32 * 4;
  const std::size_t pixels_at = Little(bytes, kPixelOffsetAt, 4);
  if (pixels_at < kFileHeaderBytes + header_size || pixels_at > bytes.size() ||
      row_bytes * static_cast<std::size_t>(height) > bytes.size() - pixels_at) {
    return Undecodable("cut in the pixels");
  }

  // The rows as they lie in the file; read only, copied below.
  const cv::Mat stored(static_cast<int>(height), width,
                       CV_MAKETYPE(CV_8U, static_cast<int>(bits / 8)),
                       const_cast<std::uint8_t*>(bytes.data() + pixels_at), row_bytes);
  Raster raster;
  if (bits == 8) {
    std::size_t count = Little(bytes, kPaletteCountAt, 4);
    if (count == 0) count = 256;
    const std::size_t palette_at = kFileHeaderBytes + header_size;
    if (count > 256 || 4 * count > pixels_at - palette_at) return Undecodable("a broken palette");
    const auto palette = ReadPalette(bytes, palette_at, count);
    cv::Mat colours(1, 256, CV_8UC3);
    for (int i = 0; i < 256; ++i) colours.at<cv::Vec3b>(i) = palette[static_cast<std::size_t>(i)];
    if (IsGrey(palette)) {
      cv::extractChannel(colours, colours, 0);
      cv::LUT(stored, colours, raster.pixels);
    } else {
      cv::Mat indices;
      cv::merge(std::array<cv::Mat, 3>{stored, stored, stored}, indices);
      cv::LUT(indices, colours, raster.pixels);
    }
  } else if (bits == 24) {
    raster.pixels = stored.clone();
  } else {
    cv::cvtColor(stored, raster.pixels, cv::COLOR_BGRA2BGR);  // the fourth byte is unused
  }
  if (signed_height > 0) cv::flip(raster.pixels, raster.pixels, 0);  // stored from the bottom up
  raster.ppi = PlausiblePpi(static_cast<std::int32_t>(Little(bytes, kPixelsPerMetreAt, 4)) *
                            kInchesPerMetre);
  return raster;
}

}  // namespace chowki::capture
