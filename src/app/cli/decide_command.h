#pragma once

#include "app/cli/command.h"

namespace chowki::app::cli {

// chowki decide: records what an officer decided about a screening. chowki suppressions: what
// officers said for good.
void AddDecideCommands(CLI::App& root, Chosen& chosen);

}  // namespace chowki::app::cli
