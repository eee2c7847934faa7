#pragma once

#include "app/cli/command.h"

namespace chowki::app::cli {

// chowki audit head|log|prove: the centre's log, and whether it is still the one that somebody
// wrote down. `audit` is the command below which they stand.
void AddLogCommands(CLI::App& audit, Chosen& chosen);

}  // namespace chowki::app::cli
