#include "wire/types.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "wire/enum_table.h"
#include "wire/field_error.h"

namespace chowki::wire {
namespace {

namespace pb = chowki::type::v1;

constexpr EnumTable<icao::Sex, pb::Sex, 3> kSexes{"sex",
                                                  {{{icao::Sex::kUnspecified, pb::SEX_UNSPECIFIED},
                                                    {icao::Sex::kFemale, pb::SEX_FEMALE},
                                                    {icao::Sex::kMale, pb::SEX_MALE}}}};

constexpr EnumTable<capture::Light, pb::Light, 3> kLights{
    "light",
    {{{capture::Light::kVisible, pb::LIGHT_VISIBLE},
      {capture::Light::kInfrared, pb::LIGHT_INFRARED},
      {capture::Light::kUltraviolet, pb::LIGHT_ULTRAVIOLET}}}};

constexpr std::int64_t kNanosPerSecond = 1'000'000'000;
constexpr std::int64_t kMaxSeconds = 315'576'000'000;  // 10,000 years, as duration.proto has it

}  // namespace

pb::PartialDate ToProto(const PartialDate& date) {
  pb::PartialDate message;
  message.set_year(date.year);
  message.set_month(date.month);
  message.set_day(date.day);
  return message;
}

Result<PartialDate> FromProto(const pb::PartialDate& message) {
  CHOWKI_RETURN_IF_ERROR(CheckRange("year", message.year(), 0, 9999));
  CHOWKI_RETURN_IF_ERROR(CheckRange("month", message.month(), 0, 12));
  CHOWKI_RETURN_IF_ERROR(CheckRange("day", message.day(), 0, 31));
  const PartialDate date{message.year(), message.month(), message.day()};
  if (date.year != 0 && date.month != 0 && date.day != 0 && !ToFull(date)) {
    return FieldError("day", InvalidInput("{} does not exist", ToIso(date)));
  }
  return date;
}

pb::Sex ToProto(icao::Sex sex) { return kSexes.ToProto(sex); }
Result<icao::Sex> FromProto(pb::Sex sex) { return kSexes.FromProto(sex); }

pb::Light ToProto(capture::Light light) { return kLights.ToProto(light); }
Result<capture::Light> FromProto(pb::Light light) { return kLights.FromProto(light); }

pb::Region ToProto(const Quad& quad) {
  pb::Region region;
  if (quad == Quad{}) return region;
  for (const Point& corner : quad.corners) {
    pb::Point* point = region.add_polygon();
    point->set_x(corner.x);
    point->set_y(corner.y);
  }
  return region;
}

Result<Quad> FromProto(const pb::Region& region) {
  Quad quad;
  if (region.polygon().empty()) return quad;
  if (region.polygon_size() != 4) {
    return FieldError("polygon", InvalidInput("{} corners, 4 expected", region.polygon_size()));
  }
  for (int i = 0; i < 4; ++i) {
    const pb::Point& point = region.polygon(i);
    // A page may leave the image, but not by more than its own size.
    CHOWKI_RETURN_IF_ERROR(CheckRange("polygon", point.x(), -1, 2));
    CHOWKI_RETURN_IF_ERROR(CheckRange("polygon", point.y(), -1, 2));
    quad.corners.at(static_cast<std::size_t>(i)) = {point.x(), point.y()};
  }
  return quad;
}

google::protobuf::Timestamp ToProto(Time time) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
  google::protobuf::Timestamp message;
  message.set_seconds(seconds.time_since_epoch().count());
  message.set_nanos(static_cast<std::int32_t>(
      std::chrono::duration_cast<std::chrono::nanoseconds>(time - seconds).count()));
  return message;
}

Result<Time> FromProto(const google::protobuf::Timestamp& message) {
  // The clock counts nanoseconds in 64 bits: the years 1678 to 2261.
  constexpr double kLimit = 9e9;
  CHOWKI_RETURN_IF_ERROR(
      CheckRange("seconds", static_cast<double>(message.seconds()), -kLimit, kLimit));
  CHOWKI_RETURN_IF_ERROR(CheckRange("nanos", message.nanos(), 0, kNanosPerSecond - 1));
  return Time(std::chrono::duration_cast<Time::duration>(
      std::chrono::seconds(message.seconds()) + std::chrono::nanoseconds(message.nanos())));
}

google::protobuf::Duration ToProto(std::chrono::microseconds duration) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(duration);
  google::protobuf::Duration message;
  message.set_seconds(seconds.count());
  message.set_nanos(
      static_cast<std::int32_t>(std::chrono::nanoseconds(duration - seconds).count()));
  return message;
}

Result<std::chrono::microseconds> FromProto(const google::protobuf::Duration& message) {
  CHOWKI_RETURN_IF_ERROR(
      CheckRange("seconds", static_cast<double>(message.seconds()), -kMaxSeconds, kMaxSeconds));
  CHOWKI_RETURN_IF_ERROR(
      CheckRange("nanos", message.nanos(), -kNanosPerSecond + 1, kNanosPerSecond - 1));
  return std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::seconds(message.seconds()) + std::chrono::nanoseconds(message.nanos()));
}

std::string ToText(std::string_view text) {
  return IsUtf8(text) ? std::string(text) : Printable(text);
}

std::string ToBytes(const Digest& digest) { return {digest.begin(), digest.end()}; }

Result<Digest> DigestFromBytes(std::string_view field, std::string_view bytes) {
  Digest digest{};
  if (bytes.size() != digest.size()) {
    return FieldError(field, InvalidInput("{} bytes, {} expected", bytes.size(), digest.size()));
  }
  std::ranges::transform(bytes, digest.begin(),
                         [](char c) { return static_cast<std::uint8_t>(c); });
  return digest;
}

Result<char> CharacterFromProto(std::string_view text) {
  if (text.size() == 1) {
    const char c = text.front();
    if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '<') return c;
  }
  return InvalidInput("not one character of the MRZ alphabet");
}

}  // namespace chowki::wire
