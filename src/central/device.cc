#include "central/device.h"

#include "central/store.h"

namespace chowki::central {
namespace {

constexpr char kDevices[] =
    "SELECT device.id, device.seen_ms, device.clock_offset_ms, device.report, "
    "(SELECT expires_ms FROM invitation WHERE device = device.id AND used_serial IS NULL), "
    "(SELECT max(expires_ms) FROM certificate WHERE device = device.id AND live = 1), "
    "revocation.revoked_ms, revocation.revoked_by, revocation.reason "
    "FROM device LEFT JOIN revocation ON revocation.device = device.id";

std::optional<Time> TimeAt(const sql::Row& row, size_t column) {
  if (row.IsNull(column)) return std::nullopt;
  return FromMs(row.Int(column));
}

Device DeviceOf(const sql::Row& row) {
  Device device;
  device.id = row.Text(0);
  if (row.Int(1) != 0) {
    device.report = DeviceReport{FromMs(row.Int(1)), row.Int(2), row.Bytes(3)};
  }
  device.invited_until = TimeAt(row, 4);
  device.certified_until = TimeAt(row, 5);
  if (const auto revoked = TimeAt(row, 6)) {
    device.revocation = DeviceRevocation{*revoked, row.Text(7), row.Text(8)};
  }
  return device;
}

}  // namespace

Status KeepReport(sql::Connection& store, const std::string& id, const DeviceReport& report) {
  return store.Execute(
      "INSERT INTO device (id, seen_ms, clock_offset_ms, report) VALUES ($1, $2, $3, $4) "
      "ON CONFLICT (id) DO UPDATE SET seen_ms = excluded.seen_ms, "
      "clock_offset_ms = excluded.clock_offset_ms, report = excluded.report",
      id, ToMs(report.seen), report.clock_offset_ms, sql::Blob{report.message});
}

Status AddDevice(sql::Connection& store, const std::string& id) {
  return store.Execute(
      "INSERT INTO device (id, seen_ms, clock_offset_ms, report) VALUES ($1, 0, 0, $2) "
      "ON CONFLICT DO NOTHING",
      id, sql::Blob{});
}

Result<std::vector<Device>> ListDevices(sql::Connection& store, const std::string& after,
                                        std::int64_t limit) {
  CHOWKI_ASSIGN_OR_RETURN(
      const auto rows,
      store.Query(fmt::format("{} WHERE device.id > $1 ORDER BY device.id LIMIT $2", kDevices),
                  after, limit));
  std::vector<Device> devices;
  for (const sql::Row& row : rows) devices.push_back(DeviceOf(row));
  return devices;
}

Result<Device> GetDevice(sql::Connection& store, const std::string& id) {
  CHOWKI_ASSIGN_OR_RETURN(const auto row,
                          store.QueryOne(fmt::format("{} WHERE device.id = $1", kDevices), id));
  if (row) return DeviceOf(*row);
  return WithDetail(NotFound("there is no post {}", id),
                    {"RESOURCE_UNKNOWN", {{"name", DeviceName(id)}}});
}

std::string DeviceName(const std::string& id) { return fmt::format("devices/{}", id); }

}  // namespace chowki::central
