#pragma once

#include "app/cli/command.h"

namespace chowki::app::cli {

// chowki screen: has a document screened by a service.
void AddScreenCommand(CLI::App& root, Chosen& chosen);

}  // namespace chowki::app::cli
