#pragma once

#include <filesystem>
#include <vector>

#include "base/status.h"
#include "read/page_layout.h"

namespace chowki::app {

// The page layouts of a models folder: every layouts/*.toml that its manifest names. A new one
// needs no new program: models/README.md tells the form.
//
// errors  kInvalidArgument naming file, line and what is wrong with it; kNotFound for a file that
//         the manifest names and the folder lacks, kInvalidArgument for the reverse.
[[nodiscard]] Result<std::vector<read::PageLayout>> LoadLayouts(
    const std::filesystem::path& models);

// One layout out of its text.
//
// name    of the file without extension, for PageLayout::name and messages
// errors  kInvalidArgument: "uto-passport.toml:7: ..."
[[nodiscard]] Result<read::PageLayout> ParseLayout(std::string_view text, const std::string& name);

}  // namespace chowki::app
