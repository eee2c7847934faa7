#include "central/urgent.h"

#include "trust/record.h"
#include "trust/submission.h"
#include "watchlist/entry_bytes.h"

namespace chowki::central {
namespace {

Status Invalid(const PlannedChange& change, const char* code, const char* why) {
  return WithDetail(FailedPrecondition("{}: {}", change.id, why),
                    {"CHANGE_SET_INVALID", {{"code", code}}});
}

}  // namespace

Date LastUrgentDay(Time submitted) { return ToDate(submitted + trust::kUrgentEnds); }

Status CheckUrgent(const PlannedChange& change, Time submitted) {
  if (change.kind != PlannedChange::Kind::kAdd || change.revision != 1) {
    return Invalid(change, "urgent_not_new", "an urgent change only adds what was never there");
  }
  CHOWKI_ASSIGN_OR_RETURN(const auto record, trust::ParseRecord(change.record));
  if (!record) return DataLoss("the record of {} is cut off", change.id);
  CHOWKI_ASSIGN_OR_RETURN(const watchlist::Entry entry, watchlist::FromBytes(record->entry));
  if (!entry.valid_until || *entry.valid_until > LastUrgentDay(submitted)) {
    return Invalid(change, "urgent_too_long", "an urgent entry must end by itself within a day");
  }
  return Ok();
}

}  // namespace chowki::central
