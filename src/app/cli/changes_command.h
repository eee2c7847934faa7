#pragma once

#include "app/cli/command.h"

namespace chowki::app::cli {

// chowki changes plan|submit|approve|...: how a list at the centre changes.
void AddChangesCommand(CLI::App& root, Chosen& chosen);

}  // namespace chowki::app::cli
