#pragma once

#include <span>

#include "gateway/assets.h"

namespace chowki::console {

// The files of the web page as the console's build made them.
[[nodiscard]] std::span<const gateway::Asset> ConsoleAssets();

}  // namespace chowki::console
