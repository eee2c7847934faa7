#include "capture/exif.h"

#include <cstdint>

#include "capture/raster.h"

namespace chowki::capture {
namespace {

constexpr std::uint16_t kOrientationTag = 0x0112;
constexpr std::uint16_t kXResolutionTag = 0x011A;
constexpr std::uint16_t kResolutionUnitTag = 0x0128;
constexpr std::uint16_t kShort = 3;
constexpr std::uint16_t kRational = 5;
constexpr std::size_t kEntryBytes = 12;
constexpr double kInchesPerCm = 1 / 2.54;

// Integers of one byte order at places that may lie outside.
class Reader {
 public:
  Reader(Bytes bytes, bool little_endian) : bytes_(bytes), little_endian_(little_endian) {}

  [[nodiscard]] std::optional<std::uint16_t> U16(std::size_t at) const {
    const auto value = Unsigned(at, 2);
    if (!value) return std::nullopt;
    return static_cast<std::uint16_t>(*value);
  }
  [[nodiscard]] std::optional<std::uint32_t> U32(std::size_t at) const { return Unsigned(at, 4); }

 private:
  [[nodiscard]] std::optional<std::uint32_t> Unsigned(std::size_t at, std::size_t count) const {
    if (at > bytes_.size() || bytes_.size() - at < count) return std::nullopt;
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < count; ++i) {
      value = value << 8U | bytes_[at + (little_endian_ ? count - 1 - i : i)];
    }
    return value;
  }

  Bytes bytes_;
  bool little_endian_;
};

std::optional<double> Rational(const Reader& reader, std::size_t at) {
  const auto numerator = reader.U32(at);
  const auto denominator = reader.U32(at + 4);
  if (!numerator || !denominator || *denominator == 0) return std::nullopt;
  return static_cast<double>(*numerator) / *denominator;
}

}  // namespace

Exif ParseExif(Bytes tiff) {
  if (tiff.size() < 8) return {};
  const bool little_endian = tiff[0] == 'I' && tiff[1] == 'I';
  if (!little_endian && !(tiff[0] == 'M' && tiff[1] == 'M')) return {};
  const Reader reader(tiff, little_endian);
  if (reader.U16(2) != 42) return {};

  Exif exif;
  std::optional<double> resolution;
  std::uint16_t unit = 2;  // inch, when it is not stated
  const std::size_t directory = *reader.U32(4);
  const std::size_t entries = reader.U16(directory).value_or(0);
  for (std::size_t i = 0; i < entries; ++i) {
    const std::size_t entry = directory + 2 + i * kEntryBytes;
    const auto tag = reader.U16(entry);
    const auto type = reader.U16(entry + 2);
    const auto value = reader.U16(entry + 8);
    if (!value) break;  // the directory leaves the block
    if (tag == kOrientationTag && type == kShort && *value >= 1 && *value <= 8) {
      exif.orientation = *value;
    } else if (tag == kXResolutionTag && type == kRational) {
      resolution = Rational(reader, reader.U32(entry + 8).value_or(UINT32_MAX));
    } else if (tag == kResolutionUnitTag && type == kShort) {
      unit = *value;
    }
  }
  if (resolution && unit == 2) exif.ppi = PlausiblePpi(*resolution);
  if (resolution && unit == 3) exif.ppi = PlausiblePpi(*resolution / kInchesPerCm);
  return exif;
}

}  // namespace chowki::capture
