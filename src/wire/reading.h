#pragma once

#include "base/status.h"
#include "chowki/screening/v1/reading.pb.h"
#include "icao/mrz_record.h"
#include "read/identity.h"
#include "read/transcript.h"

namespace chowki::wire {

// What was read <-> chowki/screening/v1/reading.proto.
//
// The glyphs of an MrzReading stay with us: the wire carries the lines, what was repaired and what
// is in doubt. Everything else comes back as it went.

[[nodiscard]] screening::v1::MrzReading ToProto(const read::MrzReading& reading);
[[nodiscard]] Result<read::MrzReading> FromProto(const screening::v1::MrzReading& message);

[[nodiscard]] screening::v1::MrzRecord ToProto(const icao::MrzRecord& record);
[[nodiscard]] Result<icao::MrzRecord> FromProto(const screening::v1::MrzRecord& message);

[[nodiscard]] screening::v1::Identity ToProto(const read::Identity& identity);
[[nodiscard]] Result<read::Identity> FromProto(const screening::v1::Identity& message);

[[nodiscard]] screening::v1::FieldReading ToProto(const std::string& field,
                                                  const read::Reading<std::string>& reading);
[[nodiscard]] Result<read::Reading<std::string>> FromProto(
    const screening::v1::FieldReading& message);

}  // namespace chowki::wire
