#pragma once

#include "app/cli/command.h"

namespace chowki::app::cli {

// chowki read: reads documents without a server.
void AddReadCommand(CLI::App& root, Chosen& chosen);

}  // namespace chowki::app::cli
