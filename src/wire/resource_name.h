#pragma once

#include <string>
#include <string_view>

#include "base/status.h"

namespace chowki::wire {

// "checkpoints/{checkpoint}/screenings/{id}".
struct ScreeningName {
  std::string checkpoint;
  std::string id;
  bool operator==(const ScreeningName&) const = default;
};

[[nodiscard]] std::string ToText(const ScreeningName& name);

// errors  kInvalidArgument unless both parts are 1 to 64 characters of [A-Za-z0-9_.-].
[[nodiscard]] Result<ScreeningName> ParseScreeningName(std::string_view text);

// "checkpoints/{checkpoint}/lateAlerts/{id}".
struct LateAlertName {
  std::string checkpoint;
  std::string id;
  bool operator==(const LateAlertName&) const = default;
};

[[nodiscard]] std::string ToText(const LateAlertName& name);

// errors  as ParseScreeningName.
[[nodiscard]] Result<LateAlertName> ParseLateAlertName(std::string_view text);

// The part of a name that people choose: checkpoint, lane. 1 to 64 characters of [A-Za-z0-9_.-].
[[nodiscard]] bool IsNamePart(std::string_view text);

// 36 characters, lower or upper case hex with dashes at 8, 13, 18 and 23 (RFC 9562).
[[nodiscard]] bool IsUuid(std::string_view text);

}  // namespace chowki::wire
