#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include <google/protobuf/duration.pb.h>
#include <google/protobuf/timestamp.pb.h>

#include "base/clock.h"
#include "base/digest.h"
#include "base/geometry.h"
#include "base/partial_date.h"
#include "base/status.h"
#include "capture/image.h"
#include "chowki/type/v1/types.pb.h"
#include "icao/mrz_record.h"

namespace chowki::wire {

// Values <-> chowki/type/v1/types.proto. FromProto answers kInvalidArgument with the path of the
// field within the message.

[[nodiscard]] type::v1::PartialDate ToProto(const PartialDate& date);
[[nodiscard]] Result<PartialDate> FromProto(const type::v1::PartialDate& date);

[[nodiscard]] type::v1::Sex ToProto(icao::Sex sex);
[[nodiscard]] Result<icao::Sex> FromProto(type::v1::Sex sex);

[[nodiscard]] type::v1::Light ToProto(capture::Light light);
[[nodiscard]] Result<capture::Light> FromProto(type::v1::Light light);

// A quad of zeros has no polygon.
[[nodiscard]] type::v1::Region ToProto(const Quad& quad);
[[nodiscard]] Result<Quad> FromProto(const type::v1::Region& region);

[[nodiscard]] google::protobuf::Timestamp ToProto(Time time);
[[nodiscard]] Result<Time> FromProto(const google::protobuf::Timestamp& time);

[[nodiscard]] google::protobuf::Duration ToProto(std::chrono::microseconds duration);
[[nodiscard]] Result<std::chrono::microseconds> FromProto(
    const google::protobuf::Duration& duration);

// Text from documents and lists for a string field: as it is when it is UTF-8, else made so.
[[nodiscard]] std::string ToText(std::string_view text);

// SHA-256 as bytes.
[[nodiscard]] std::string ToBytes(const Digest& digest);
[[nodiscard]] Result<Digest> DigestFromBytes(std::string_view field, std::string_view bytes);

// One character of the MRZ alphabet.
[[nodiscard]] Result<char> CharacterFromProto(std::string_view text);

}  // namespace chowki::wire
