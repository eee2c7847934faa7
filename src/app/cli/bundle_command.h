#pragma once

#include "app/cli/command.h"

namespace chowki::app::cli {

void AddBundleCommand(CLI::App& app, Chosen& chosen);

}  // namespace chowki::app::cli
