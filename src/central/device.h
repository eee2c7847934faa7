#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/clock.h"
#include "sql/connection.h"

namespace chowki::central {

// A post as it last reported itself.
struct Device {
  std::string id;  // common name of its certificate
  Time seen{};
  std::int64_t clock_offset_ms = 0;  // its clock minus ours
  std::string report;                // the message as it came
  bool operator==(const Device&) const = default;
};

[[nodiscard]] Status KeepReport(sql::Connection& store, const Device& device);

// Ascending by id, behind one of them ("": from the first).
[[nodiscard]] Result<std::vector<Device>> ListDevices(sql::Connection& store,
                                                      const std::string& after, std::int64_t limit);

}  // namespace chowki::central
