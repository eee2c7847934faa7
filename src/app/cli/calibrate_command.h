#pragma once

#include "app/cli/command.h"

namespace chowki::app::cli {

// chowki calibrate: a reader's levels, measured on a few known genuine documents.
void AddCalibrateCommand(CLI::App& root, Chosen& chosen);

}  // namespace chowki::app::cli
