#pragma once

#include <nlohmann/json.hpp>

#include "verify/finding.h"

namespace chowki::app::cli {

// A finding as every command prints it; value and threshold are null where the
// check measured none.
[[nodiscard]] nlohmann::ordered_json FindingJson(const verify::Finding& finding);

}  // namespace chowki::app::cli
