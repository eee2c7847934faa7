#pragma once

#include <string>
#include <string_view>

#include <google/protobuf/descriptor.h>

#include "base/status.h"

namespace chowki::gateway {

// How messages are written: as protobuf's JSON, or as they are.
enum class Encoding { kJson, kBinary };

// Messages of our own types between HTTP and gRPC.
//
// text    JSON nests at most 32 deep; a field that the type does not have is refused.
// errors  kInvalidArgument with MESSAGE_MALFORMED.
[[nodiscard]] Result<std::string> ToWire(std::string_view text, Encoding encoding,
                                         const google::protobuf::Descriptor& type);
[[nodiscard]] Result<std::string> FromWire(std::string bytes, Encoding encoding,
                                           const google::protobuf::Descriptor& type);

// Streams consist of envelopes: a byte of flags, the length in four (big-endian), the message.
inline constexpr char kMessage = 0;
inline constexpr char kEndOfStream = 2;
[[nodiscard]] std::string Envelope(char flags, std::string_view message);

// The message of a body that is one envelope, uncompressed.
//
// errors  kInvalidArgument with MESSAGE_MALFORMED.
[[nodiscard]] Result<std::string_view> OnlyMessage(std::string_view body);

}  // namespace chowki::gateway
