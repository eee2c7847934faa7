#pragma once

#include "app/cli/command.h"

namespace chowki::app::cli {

void AddListCommand(CLI::App& app, Chosen& chosen);

}  // namespace chowki::app::cli
