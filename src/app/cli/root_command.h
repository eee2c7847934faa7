#pragma once

#include "app/cli/command.h"

namespace chowki::app::cli {

// chowki root new|sign|show: the trust root, which says whose keys may sign what.
void AddRootCommand(CLI::App& root, Chosen& chosen);

}  // namespace chowki::app::cli
