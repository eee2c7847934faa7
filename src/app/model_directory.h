#pragma once

#include <filesystem>
#include <optional>

#include "base/status.h"

namespace chowki::app {

// Where the models lie: the folder given, else $CHOWKI_MODELS, else <prefix>/share/chowki/models
// beside the program's bin folder, else models/ of the source tree that this program was built
// from.
//
// errors  kNotFound naming every place that was looked at, when none holds a manifest.json.
[[nodiscard]] Result<std::filesystem::path> FindModelDirectory(
    const std::optional<std::filesystem::path>& given);

}  // namespace chowki::app
