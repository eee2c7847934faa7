#pragma once

#include "base/status.h"
#include "chowki/screening/v1/screening.pb.h"
#include "chowki/screening/v1/screening_service.pb.h"
#include "journal/record.h"

namespace chowki::wire {

// An officer's decision <-> chowki/screening/v1/decision.proto.
[[nodiscard]] screening::v1::DecisionOutcome ToProto(journal::Outcome outcome);
[[nodiscard]] Result<journal::DecisionState> FromProto(screening::v1::DecisionState state);

[[nodiscard]] screening::v1::Decision ToProto(const journal::Decision& decision);
[[nodiscard]] Result<journal::Decision> FromProto(const screening::v1::Decision& message);

// A screening as the journal keeps it: with etag, sequence and the decision that holds.
[[nodiscard]] screening::v1::Screening ToProto(const journal::Record& record);
[[nodiscard]] Result<journal::Record> RecordFromProto(const screening::v1::Screening& message);

[[nodiscard]] screening::v1::ScreeningSummary ToSummary(const journal::Record& record);

}  // namespace chowki::wire
