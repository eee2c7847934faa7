#pragma once

#include "app/cli/command.h"

namespace chowki::app::cli {

// chowki list build: makes a local watchlist from list files.
void AddListCommand(CLI::App& app, Chosen& chosen);

}  // namespace chowki::app::cli
