#pragma once

#include "app/cli/command.h"

namespace chowki::app::cli {

// chowki mrz parse|check: MRZ texts taken apart and their check digits told; no image, no server.
void AddMrzCommand(CLI::App& root, Chosen& chosen);

}  // namespace chowki::app::cli
