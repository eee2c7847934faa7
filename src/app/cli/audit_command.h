#pragma once

#include "app/cli/command.h"

namespace chowki::app::cli {

// chowki audit verify: walks a journal's chain. And what log_command.h adds.
void AddAuditCommand(CLI::App& app, Chosen& chosen);

}  // namespace chowki::app::cli
