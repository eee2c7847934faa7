#pragma once

#include "app/cli/command.h"

namespace chowki::app::cli {

// chowki account add|list|password|roles|remove: who may sign in at a post's web page.
void AddAccountCommand(CLI::App& root, Chosen& chosen);

}  // namespace chowki::app::cli
