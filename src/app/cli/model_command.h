#pragma once

#include "app/cli/command.h"

namespace chowki::app::cli {

void AddModelCommand(CLI::App& root, Chosen& chosen);

}  // namespace chowki::app::cli
