#pragma once

#include "app/cli/command.h"

namespace chowki::app::cli {

// chowki compare: whether two descriptions are of one person, without a list.
void AddCompareCommand(CLI::App& root, Chosen& chosen);

}  // namespace chowki::app::cli
