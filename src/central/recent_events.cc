#include "central/recent_events.h"

#include <algorithm>

namespace chowki::central {

Status ForEachRecentEvent(
    sql::Connection& store, const std::string& kind, std::int64_t limit,
    const std::function<Status(const std::string& device, const std::string& payload)>& take) {
  CHOWKI_ASSIGN_OR_RETURN(
      const auto cursors,
      store.Query("SELECT device, stream_epoch, sequence FROM cursor WHERE sequence > 0 "
                  "ORDER BY device LIMIT $1",
                  limit));
  if (cursors.empty()) return Ok();
  const std::int64_t share = std::max<std::int64_t>(1, limit / std::ssize(cursors));
  for (const sql::Row& cursor : cursors) {
    // By the primary key: events are not indexed by time.
    CHOWKI_ASSIGN_OR_RETURN(
        const auto rows,
        store.Query("SELECT payload FROM event WHERE device = $1 AND stream_epoch = $2 "
                    "AND sequence > $3 AND kind = $4 AND length(payload) > 0 "
                    "ORDER BY sequence DESC",
                    cursor.Text(0), cursor.Int(1), cursor.Int(2) - share, kind));
    for (const sql::Row& row : rows) CHOWKI_RETURN_IF_ERROR(take(cursor.Text(0), row.Bytes(0)));
  }
  return Ok();
}

}  // namespace chowki::central
