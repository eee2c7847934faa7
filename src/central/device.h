#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "sql/connection.h"

namespace chowki::central {

// What a post last told of itself.
struct DeviceReport {
  Time seen{};
  std::int64_t clock_offset_ms = 0;  // its clock minus ours
  std::string message;               // as it came
};

[[nodiscard]] Status KeepReport(sql::Connection& store, const std::string& id,
                                const DeviceReport& report);

// Makes a post known that did not report itself yet.
[[nodiscard]] Status AddDevice(sql::Connection& store, const std::string& id);

struct DeviceRevocation {
  Time time{};
  std::string by;
  std::string reason;
};

// A post, as the centre knows it.
struct Device {
  std::string id;                              // common name of its certificate
  std::optional<DeviceReport> report;          // nothing: it was never heard of
  std::optional<Time> invited_until;           // an invitation is open
  std::optional<Time> certified_until;         // of its newest certificate from the centre
  std::optional<DeviceRevocation> revocation;  // it is shut out
};

// Ascending by id, behind one of them ("": from the first).
[[nodiscard]] Result<std::vector<Device>> ListDevices(sql::Connection& store,
                                                      const std::string& after, std::int64_t limit);

// errors  kNotFound with RESOURCE_UNKNOWN.
[[nodiscard]] Result<Device> GetDevice(sql::Connection& store, const std::string& id);

// "devices/{id}", in the log.
[[nodiscard]] std::string DeviceName(const std::string& id);

}  // namespace chowki::central
