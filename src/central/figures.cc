#include "central/figures.h"

namespace chowki::central {
namespace {

FigureRow RowOf(const sql::Row& row) {
  return {
      row.Text(0),
      {row.Int(1), row.Text(2), row.Text(3), row.Text(4), row.Text(5), row.Text(6), row.Text(7)},
      row.Int(8)};
}

}  // namespace

Result<std::vector<std::string>> DevicesToCount(sql::Connection& store) {
  CHOWKI_ASSIGN_OR_RETURN(
      const auto rows,
      store.Query("SELECT cursor.device FROM cursor "
                  "LEFT JOIN figure_place ON figure_place.device = cursor.device "
                  "WHERE cursor.sequence > 0 AND (figure_place.device IS NULL "
                  "OR figure_place.stream_epoch < cursor.stream_epoch "
                  "OR figure_place.sequence < cursor.sequence) ORDER BY cursor.device"));
  std::vector<std::string> devices;
  for (const sql::Row& row : rows) devices.push_back(row.Text(0));
  return devices;
}

Result<std::int64_t> UncountedEvents(sql::Connection& store) {
  CHOWKI_ASSIGN_OR_RETURN(
      const auto rows,
      store.Query("SELECT cursor.stream_epoch, cursor.sequence, figure_place.stream_epoch, "
                  "figure_place.sequence FROM cursor "
                  "LEFT JOIN figure_place ON figure_place.device = cursor.device"));
  std::int64_t left = 0;
  for (const sql::Row& row : rows) {
    const bool begun = !row.IsNull(2) && row.Int(2) == row.Int(0);
    left += row.Int(1) - (begun ? row.Int(3) : 0);
  }
  return left;
}

Status LockCounting(sql::Connection& store, const std::string& device) {
  CHOWKI_RETURN_IF_ERROR(
      store.Execute("INSERT INTO figure_place (device, stream_epoch, sequence) VALUES ($1, 0, 0) "
                    "ON CONFLICT DO NOTHING",
                    device));
  return store.Execute("UPDATE figure_place SET device = device WHERE device = $1", device);
}

Result<std::vector<UncountedEvent>> NextUncounted(sql::Connection& store, const std::string& device,
                                                  std::int64_t limit) {
  CHOWKI_ASSIGN_OR_RETURN(
      const auto place,
      store.QueryOne("SELECT stream_epoch, sequence FROM figure_place WHERE device = $1", device));
  CHOWKI_ASSIGN_OR_RETURN(
      const auto rows,
      store.Query("SELECT stream_epoch, sequence, kind, payload FROM event WHERE device = $1 "
                  "AND (stream_epoch, sequence) > ($2, $3) "
                  "ORDER BY stream_epoch, sequence LIMIT $4",
                  device, place ? place->Int(0) : 0, place ? place->Int(1) : 0, limit));
  std::vector<UncountedEvent> events;
  for (const sql::Row& row : rows) {
    events.push_back({row.Int(0), row.Int(1), row.Text(2), row.Bytes(3)});
  }
  return events;
}

Status MarkCounted(sql::Connection& store, const std::string& device, const UncountedEvent& last) {
  return store.Execute("UPDATE figure_place SET stream_epoch = $1, sequence = $2 WHERE device = $3",
                       last.stream_epoch, last.sequence, device);
}

Status AddFigures(sql::Connection& store, const std::string& device,
                  const std::map<FigureKey, std::int64_t>& counts) {
  sql::RowInserter insert(
      store,
      "INSERT INTO figure (device, month, kind, code, direction, issuing_state, age, sex, count) "
      "VALUES",
      9,
      "ON CONFLICT (device, month, kind, code, direction, issuing_state, age, sex) "
      "DO UPDATE SET count = figure.count + excluded.count");
  for (const auto& [key, count] : counts) {
    if (count == 0) continue;
    CHOWKI_RETURN_IF_ERROR(insert.Add(device, key.month, key.kind, key.code, key.direction,
                                      key.issuing_state, key.age, key.sex, count));
  }
  return insert.End();
}

Status ReplaceFigures(sql::Connection& store, const std::string& device, std::int64_t month,
                      const std::string& kind, const std::map<FigureKey, std::int64_t>& counts) {
  CHOWKI_RETURN_IF_ERROR(store.Execute(
      "DELETE FROM figure WHERE device = $1 AND month = $2 AND kind = $3", device, month, kind));
  return AddFigures(store, device, counts);
}

Result<std::vector<FigureRow>> ListFigures(sql::Connection& store, std::int64_t month) {
  CHOWKI_ASSIGN_OR_RETURN(
      const auto rows,
      store.Query("SELECT device, month, kind, code, direction, issuing_state, age, sex, count "
                  "FROM figure WHERE month = $1 AND count > 0 "
                  "ORDER BY kind, code, device, direction, issuing_state, age, sex",
                  month));
  std::vector<FigureRow> figures;
  for (const sql::Row& row : rows) figures.push_back(RowOf(row));
  return figures;
}

Result<bool> AddCrossing(sql::Connection& store, const std::string& device, const std::string& id,
                         const CountedCrossing& crossing) {
  CHOWKI_ASSIGN_OR_RETURN(
      const auto added,
      store.QueryOne("INSERT INTO figure_crossing (device, id, month, issuing_state, age, sex, "
                     "outcome) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING "
                     "RETURNING id",
                     device, id, crossing.month, crossing.issuing_state, crossing.age, crossing.sex,
                     crossing.outcome));
  return added.has_value();
}

Result<std::optional<CountedCrossing>> GetCrossing(sql::Connection& store,
                                                   const std::string& device,
                                                   const std::string& id) {
  CHOWKI_ASSIGN_OR_RETURN(
      const auto row,
      store.QueryOne("SELECT month, issuing_state, age, sex, outcome FROM figure_crossing "
                     "WHERE device = $1 AND id = $2",
                     device, id));
  if (!row) return std::optional<CountedCrossing>();
  return std::optional(
      CountedCrossing{row->Int(0), row->Text(1), row->Text(2), row->Text(3), row->Text(4)});
}

Status SetOutcome(sql::Connection& store, const std::string& device, const std::string& id,
                  const std::string& outcome) {
  return store.Execute("UPDATE figure_crossing SET outcome = $1 WHERE device = $2 AND id = $3",
                       outcome, device, id);
}

Status ForgetCrossings(sql::Connection& store, std::int64_t month) {
  return store.Execute("DELETE FROM figure_crossing WHERE month < $1", month);
}

}  // namespace chowki::central
