#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "base/status.h"

namespace chowki::watchlist {

// Foreign JSON. Nesting beyond kMaxDepth is refused before it is parsed, since a line of brackets
// would take fifty times its size.
inline constexpr int kMaxDepth = 64;

[[nodiscard]] bool IsTooDeep(std::string_view json);

// errors  kInvalidArgument: no JSON object, too deep.
[[nodiscard]] Result<nlohmann::json> ParseJsonObject(std::string_view text);

// A member that is text; "" when there is none.
[[nodiscard]] std::string JsonText(const nlohmann::json& object, const char* key);

}  // namespace chowki::watchlist
