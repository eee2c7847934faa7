#pragma once

#include <filesystem>
#include <string>

#include "base/status.h"

namespace chowki::app {

// A whole file.
//
// errors  kNotFound naming it.
[[nodiscard]] Result<std::string> ReadText(const std::filesystem::path& path);

// Puts bytes in the place of a file: written beside it, then renamed, so that readers see the old
// text or the new one.
//
// errors  kUnavailable naming it.
[[nodiscard]] Status ReplaceText(const std::filesystem::path& path, const std::string& text);

}  // namespace chowki::app
