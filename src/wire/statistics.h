#pragma once

#include "base/status.h"
#include "chowki/screening/v1/statistics.pb.h"
#include "journal/statistics.h"

namespace chowki::wire {

// The longest span that is counted in one call.
inline constexpr std::chrono::days kLongestStatistics{400};

// errors  kInvalidArgument with FIELD_INVALID naming the field.
[[nodiscard]] Result<journal::StatisticsSpan> FromProto(
    const screening::v1::GetStatisticsRequest& message);

[[nodiscard]] screening::v1::GetStatisticsResponse ToProto(const journal::StatisticsSpan& span,
                                                           const journal::Statistics& statistics);

}  // namespace chowki::wire
