#pragma once

#include "app/cli/command.h"

namespace chowki::app::cli {

// chowki inspect: documents read and checked without a server or a watchlist.
void AddInspectCommand(CLI::App& root, Chosen& chosen);

}  // namespace chowki::app::cli
