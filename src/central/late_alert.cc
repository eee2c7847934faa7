#include "central/late_alert.h"

#include "central/store.h"

namespace chowki::central {
namespace {

constexpr char kColumns[] =
    "id, device, screening, crossed_us, list, version, entry, digest, kind, band, category, "
    "action, "
    "raised_ms";

Time FromUs(std::int64_t us) { return Time(std::chrono::microseconds(us)); }

Result<LateAlert> AlertOf(const sql::Row& row) {
  LateAlert alert;
  alert.id = row.Text(0);
  alert.device = row.Text(1);
  alert.screening = row.Text(2);
  alert.crossed = FromUs(row.Int(3));
  alert.list = row.Text(4);
  alert.version = row.Int(5);
  alert.entry = row.Text(6);
  const std::string digest = row.Bytes(7);
  if (digest.size() != alert.entry_digest.size()) {
    return DataLoss("late alert {} has no digest", alert.id);
  }
  std::copy(digest.begin(), digest.end(), alert.entry_digest.begin());
  alert.kind = row.Text(8);
  alert.band = row.Text(9);
  alert.category = row.Text(10);
  alert.action = row.Text(11);
  alert.raised = FromMs(row.Int(12));
  return alert;
}

Result<std::vector<LateAlert>> AlertsOf(const std::vector<sql::Row>& rows) {
  std::vector<LateAlert> alerts;
  for (const sql::Row& row : rows) {
    CHOWKI_ASSIGN_OR_RETURN(alerts.emplace_back(), AlertOf(row));
  }
  return alerts;
}

LookBack PlanOf(const sql::Row& row) {
  return {row.Text(0), row.Int(1), row.Int(2), row.Int(3), row.Text(4), row.Int(5), row.Int(6)};
}

}  // namespace

Result<bool> AddLateAlert(sql::Connection& store, const LateAlert& alert) {
  const std::string digest(alert.entry_digest.begin(), alert.entry_digest.end());
  CHOWKI_ASSIGN_OR_RETURN(
      const auto added,
      store.QueryOne(
          fmt::format(
              "INSERT INTO late_alert ({}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, "
              "$11, $12, $13) ON CONFLICT DO NOTHING RETURNING id",
              kColumns),
          alert.id, alert.device, alert.screening,
          std::chrono::duration_cast<std::chrono::microseconds>(alert.crossed.time_since_epoch())
              .count(),
          alert.list, alert.version, alert.entry, sql::Blob{digest}, alert.kind, alert.band,
          alert.category, alert.action, ToMs(alert.raised)));
  return added.has_value();
}

Result<std::vector<LateAlert>> LateAlertsOf(sql::Connection& store, const std::string& device,
                                            const std::string& screening) {
  CHOWKI_ASSIGN_OR_RETURN(
      const auto rows,
      store.Query(fmt::format("SELECT {} FROM late_alert WHERE device = $1 AND screening = $2 "
                              "ORDER BY id",
                              kColumns),
                  device, screening));
  return AlertsOf(rows);
}

Result<std::vector<LateAlert>> ListLateAlerts(sql::Connection& store, const std::string& list,
                                              const std::string& below, std::int64_t limit) {
  CHOWKI_ASSIGN_OR_RETURN(
      const auto rows,
      store.Query(fmt::format("SELECT {} FROM late_alert WHERE ($1 = '' OR list = $2) "
                              "AND ($3 = '' OR id < $4) ORDER BY id DESC LIMIT $5",
                              kColumns),
                  list, list, below, below, limit));
  return AlertsOf(rows);
}

Result<std::vector<LookBack>> PlanLookBacks(sql::Connection& store) {
  CHOWKI_RETURN_IF_ERROR(store.Execute(
      "INSERT INTO look_back (list, epoch, done, target, device, stream_epoch, sequence) "
      "SELECT list, max(epoch), 0, 0, '', 0, 0 FROM version GROUP BY list ON CONFLICT DO NOTHING"));
  // First seen, or a new epoch: from its newest version on.
  CHOWKI_RETURN_IF_ERROR(store.Execute(
      "UPDATE look_back SET epoch = (SELECT max(epoch) FROM version v WHERE v.list = "
      "look_back.list), device = '', stream_epoch = 0, sequence = 0, done = 0, target = 0 "
      "WHERE epoch < (SELECT max(epoch) FROM version v WHERE v.list = look_back.list)"));
  CHOWKI_RETURN_IF_ERROR(store.Execute(
      "UPDATE look_back SET done = (SELECT max(version) FROM version v WHERE v.list = "
      "look_back.list AND v.epoch = look_back.epoch), target = (SELECT max(version) FROM version v "
      "WHERE v.list = look_back.list AND v.epoch = look_back.epoch) WHERE done = 0"));
  CHOWKI_RETURN_IF_ERROR(store.Execute(
      "UPDATE look_back SET target = (SELECT max(version) FROM version v WHERE v.list = "
      "look_back.list AND v.epoch = look_back.epoch), device = '', stream_epoch = 0, sequence = 0 "
      "WHERE target = done AND done < (SELECT max(version) FROM version v WHERE v.list = "
      "look_back.list AND v.epoch = look_back.epoch)"));
  CHOWKI_ASSIGN_OR_RETURN(
      const auto rows,
      store.Query("SELECT list, epoch, done, target, device, stream_epoch, sequence FROM look_back "
                  "WHERE done < target ORDER BY list"));
  std::vector<LookBack> plans;
  for (const sql::Row& row : rows) plans.push_back(PlanOf(row));
  return plans;
}

Result<std::vector<std::string>> ChangedEntries(sql::Connection& store, const LookBack& plan) {
  CHOWKI_ASSIGN_OR_RETURN(
      const auto rows,
      store.Query("SELECT DISTINCT id FROM revision WHERE list = $1 AND epoch = $2 "
                  "AND version > $3 AND version <= $4 AND bytes IS NOT NULL ORDER BY id",
                  plan.list, plan.epoch, plan.done, plan.target));
  std::vector<std::string> ids;
  for (const sql::Row& row : rows) ids.push_back(row.Text(0));
  return ids;
}

Status MoveLookBack(sql::Connection& store, const LookBack& before, const LookBack& after) {
  CHOWKI_ASSIGN_OR_RETURN(
      const auto moved,
      store.QueryOne("UPDATE look_back SET done = $1, target = $2, device = $3, stream_epoch = $4, "
                     "sequence = $5 WHERE list = $6 AND epoch = $7 AND done = $8 AND target = $9 "
                     "AND device = $10 AND stream_epoch = $11 AND sequence = $12 RETURNING list",
                     after.done, after.target, after.device, after.stream_epoch, after.sequence,
                     before.list, before.epoch, before.done, before.target, before.device,
                     before.stream_epoch, before.sequence));
  if (moved) return Ok();
  return Aborted("somebody else looks back because of {}", before.list);
}

Result<std::vector<PastEvent>> EventsBefore(sql::Connection& store, const LookBack& plan,
                                            std::int64_t limit) {
  CHOWKI_ASSIGN_OR_RETURN(
      const auto rows,
      store.Query("SELECT stream_epoch, sequence, time_us, kind, payload FROM event "
                  "WHERE device = $1 AND (stream_epoch, sequence) < ($2, $3) "
                  "ORDER BY stream_epoch DESC, sequence DESC LIMIT $4",
                  plan.device, plan.stream_epoch, plan.sequence, limit));
  std::vector<PastEvent> events;
  for (const sql::Row& row : rows) {
    events.push_back({row.Int(0), row.Int(1), FromUs(row.Int(2)), row.Text(3), row.Bytes(4)});
  }
  return events;
}

Result<std::optional<std::string>> DeviceAfter(sql::Connection& store, const std::string& device) {
  CHOWKI_ASSIGN_OR_RETURN(
      const auto row,
      store.QueryOne("SELECT min(device) FROM cursor WHERE device > $1 AND sequence > 0", device));
  if (!row || row->IsNull(0)) return std::optional<std::string>();
  return std::optional(row->Text(0));
}

}  // namespace chowki::central
