#pragma once

#include "base/status.h"
#include "chowki/screening/v1/screening.pb.h"
#include "screen/screening.h"

namespace chowki::wire {

// The record of one screening <-> chowki/screening/v1/screening.proto. Decisions and etag belong to
// the journal's record around it (wire/record.h); glyphs stay with us (wire/reading.h).
[[nodiscard]] screening::v1::Screening ToProto(const screen::Screening& screening);
[[nodiscard]] Result<screen::Screening> FromProto(const screening::v1::Screening& message);

// Unspecified counts as a scanner.
[[nodiscard]] screening::v1::Capture ToProto(screen::Capture capture);
[[nodiscard]] Result<screen::Capture> FromProto(screening::v1::Capture message);

[[nodiscard]] screening::v1::StageTiming ToProto(const screen::StageTiming& timing);
[[nodiscard]] Result<screen::StageTiming> FromProto(const screening::v1::StageTiming& message);

// What a kiosk is told about a screening; there is no way back. Its advice is clear or refer, and
// nothing between: what lies between depends on what was found, so that a possible hit would be
// told from a referral. `second_line` (Screening.second_line) is a refer like any other.
[[nodiscard]] screening::v1::KioskAnswer ToKioskAnswer(const screen::Screening& screening,
                                                       bool second_line);

}  // namespace chowki::wire
