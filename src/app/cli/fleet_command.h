#pragma once

#include "app/cli/command.h"

namespace chowki::app::cli {

// chowki fleet list: every post, what it holds and since when nothing was heard of it.
void AddFleetCommand(CLI::App& root, Chosen& chosen);

}  // namespace chowki::app::cli
