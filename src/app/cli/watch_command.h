#pragma once

#include "app/cli/command.h"

namespace chowki::app::cli {

// chowki watch: has every document screened that a reader drops into a folder.
void AddWatchCommand(CLI::App& root, Chosen& chosen);

}  // namespace chowki::app::cli
