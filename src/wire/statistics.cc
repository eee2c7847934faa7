#include "wire/statistics.h"

#include "wire/advice.h"
#include "wire/field_error.h"
#include "wire/record.h"
#include "wire/resource_name.h"
#include "wire/screening_service.h"
#include "wire/types.h"

namespace chowki::wire {
namespace {

namespace pb = chowki::screening::v1;
using chowki::wire::FromProto;
using chowki::wire::ToProto;

constexpr std::chrono::hours kHourly{48};  // up to which hours are told apart
constexpr int kFarthestOffset_min = 14 * 60;

pb::StatisticsTime TimesToProto(const journal::Statistics::Times& times) {
  pb::StatisticsTime message;
  message.set_count(times.count);
  if (times.count == 0) return message;
  *message.mutable_median() = ToProto(times.median);
  *message.mutable_percentile_95() = ToProto(times.percentile_95);
  return message;
}

}  // namespace

Result<journal::StatisticsSpan> FromProto(const pb::GetStatisticsRequest& message) {
  journal::StatisticsSpan span;
  CHOWKI_ASSIGN_OR_RETURN(span.checkpoint, CheckpointFromParent(message.parent()));
  if (!message.lane().empty() && !IsNamePart(message.lane())) {
    return FieldError("lane", InvalidInput("at most 64 characters of [A-Za-z0-9_.-]"));
  }
  span.lane = message.lane();
  const auto from = FromProto(message.from_time());
  if (!message.has_from_time() || !from.ok()) {
    return FieldError("from_time", InvalidInput("a time is required"));
  }
  const auto to = FromProto(message.to_time());
  if (!message.has_to_time() || !to.ok()) {
    return FieldError("to_time", InvalidInput("a time is required"));
  }
  if (*to <= *from || *to - *from > kLongestStatistics) {
    return FieldError("to_time", InvalidInput("1 us to {} days after from_time are counted",
                                              kLongestStatistics.count()));
  }
  CHOWKI_RETURN_IF_ERROR(CheckRange("utc_offset_min", message.utc_offset_min(),
                                    -kFarthestOffset_min, kFarthestOffset_min));
  span.from = *from;
  span.to = *to;
  span.utc_offset = std::chrono::minutes(message.utc_offset_min());
  span.period = *to - *from <= kHourly ? std::chrono::hours(1) : std::chrono::hours(24);
  return span;
}

pb::GetStatisticsResponse ToProto(const journal::StatisticsSpan& span,
                                  const journal::Statistics& statistics) {
  pb::GetStatisticsResponse message;
  *message.mutable_period() = ToProto(std::chrono::microseconds(span.period));
  for (const auto& period : statistics.periods) {
    pb::StatisticsPeriod* out = message.add_periods();
    *out->mutable_start_time() = ToProto(period.start);
    out->set_clear(period.clear);
    out->set_attention(period.attention);
    out->set_refer(period.refer);
  }
  for (const auto& reason : statistics.reasons) {
    pb::StatisticsReason* out = message.add_reasons();
    out->set_code(ToText(reason.code));
    out->set_screenings(reason.screenings);
    out->set_attention(reason.attention);
    out->set_refer(reason.refer);
    out->set_decided(reason.decided);
    out->set_proceeded(reason.proceeded);
  }
  for (const auto& decided : statistics.decisions) {
    pb::StatisticsDecision* out = message.add_decisions();
    out->set_advice(ToProto(decided.advice));
    if (decided.outcome) out->set_outcome(ToProto(*decided.outcome));
    out->set_screenings(decided.screenings);
  }
  *message.mutable_answer() = TimesToProto(statistics.answer);
  *message.mutable_decision() = TimesToProto(statistics.decision);
  message.set_matches(statistics.matches);
  message.set_suppressed(statistics.suppressed);
  message.set_awaiting_signature(statistics.awaiting_signature);
  return message;
}

}  // namespace chowki::wire
