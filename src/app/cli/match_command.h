#pragma once

#include "app/cli/command.h"

namespace chowki::app::cli {

// chowki match: looks people and documents up in a watchlist.
void AddMatchCommand(CLI::App& app, Chosen& chosen);

}  // namespace chowki::app::cli
