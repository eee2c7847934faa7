#pragma once

#include "app/cli/command.h"

namespace chowki::app::cli {

void AddSyncCommand(CLI::App& app, Chosen& chosen);

}  // namespace chowki::app::cli
