#include "central_service/post_events.h"

#include "base/log.h"
#include "central/provisional.h"
#include "central_service/convert.h"
#include "journal/payload.h"
#include "watchlist/entry_bytes.h"

namespace chowki::central_service {
namespace {

constexpr std::string_view kProvisionalKind = "provisional";

Status TakeProvisional(sql::Connection& store, const std::string& device,
                       const central::Event& event, const std::string& list, Time now) {
  const auto entry = journal::ProvisionalFromPayload(event.payload);
  if (!entry.ok()) {
    // Stored as it is; another version of chowki may read it.
    log::Warning("central.provisional_not_read",
                 {{"device", log::Value::Id(device)}, {"sequence", event.sequence}});
    return Ok();
  }
  const std::string& id = entry->entry.id;
  if (entry->state == journal::ProvisionalState::kConfirmed) {
    return central::DraftProvisional(store, list,
                                     {device, id, watchlist::ToBytes(entry->entry),
                                      entry->proposed_by, entry->confirmed_by, entry->reason},
                                     now);
  }
  if (entry->state != journal::ProvisionalState::kWithdrawn) return Ok();
  return central::WithdrawProvisional(
      store, device, id,
      fmt::format("withdrawn at the post by {}: {}", entry->ended_by, entry->end_reason), now);
}

}  // namespace

Result<central::Cursor> TakePostEvents(sql::Connection& store, const std::string& device,
                                       std::int64_t stream_epoch,
                                       std::span<const central::Event> events,
                                       const std::string& provisional_list, Time now) {
  CHOWKI_ASSIGN_OR_RETURN(const auto cursor,
                          central::TakeEvents(store, device, stream_epoch, events, HashOfRow, now));
  for (const central::Event& event : events) {
    if (event.kind != kProvisionalKind || event.erased || provisional_list.empty()) continue;
    CHOWKI_RETURN_IF_ERROR(TakeProvisional(store, device, event, provisional_list, now));
  }
  return cursor;
}

}  // namespace chowki::central_service
