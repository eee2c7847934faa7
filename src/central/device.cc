#include "central/device.h"

#include "central/store.h"

namespace chowki::central {

Status KeepReport(sql::Connection& store, const Device& device) {
  return store.Execute(
      "INSERT INTO device (id, seen_ms, clock_offset_ms, report) VALUES ($1, $2, $3, $4) "
      "ON CONFLICT (id) DO UPDATE SET seen_ms = excluded.seen_ms, "
      "clock_offset_ms = excluded.clock_offset_ms, report = excluded.report",
      device.id, ToMs(device.seen), device.clock_offset_ms, sql::Blob{device.report});
}

Result<std::vector<Device>> ListDevices(sql::Connection& store, const std::string& after,
                                        std::int64_t limit) {
  CHOWKI_ASSIGN_OR_RETURN(
      const auto rows,
      store.Query("SELECT id, seen_ms, clock_offset_ms, report FROM device WHERE id > $1 "
                  "ORDER BY id LIMIT $2",
                  after, limit));
  std::vector<Device> devices;
  for (const sql::Row& row : rows) {
    devices.push_back({row.Text(0), FromMs(row.Int(1)), row.Int(2), row.Bytes(3)});
  }
  return devices;
}

}  // namespace chowki::central
