#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/status.h"

namespace chowki::central_service {

// Names of resources: "watchlists/{list}", "watchlists/{list}/changeSets/{number}".
// errors  kInvalidArgument with FIELD_INVALID.

[[nodiscard]] std::string ListName(std::string_view list);
[[nodiscard]] std::string ChangeSetName(std::string_view list, std::int64_t number);

[[nodiscard]] Result<std::string> ParseListName(std::string_view name);
// The number alone names a change set.
[[nodiscard]] Result<std::int64_t> ParseChangeSetName(std::string_view name);

// Pages: how many, and behind what number; "" is the first page.
inline constexpr int kPageSize = 50;
inline constexpr int kMaxPageSize = 1000;
[[nodiscard]] std::int64_t PageSizeOf(int asked);
[[nodiscard]] Result<std::int64_t> NumberOfToken(std::string_view token);

}  // namespace chowki::central_service
