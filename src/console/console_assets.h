#pragma once

#include <span>

#include "gateway/assets.h"

namespace chowki::console {

// The files of a web page as the console's build made them: of a checkpoint, of the centre.
[[nodiscard]] std::span<const gateway::Asset> CheckpointAssets();
[[nodiscard]] std::span<const gateway::Asset> CentreAssets();

}  // namespace chowki::console
