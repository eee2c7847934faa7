#pragma once

#include <filesystem>
#include <string>

#include "base/status.h"

namespace chowki::app {

// As ReplaceText, for what only its owner may read: mode 0600 from the first byte on, and on the
// disk before this returns.
//
// errors  kUnavailable naming the file.
[[nodiscard]] Status ReplaceSecret(const std::filesystem::path& path, const std::string& text);

}  // namespace chowki::app
