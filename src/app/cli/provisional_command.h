#pragma once

#include "app/cli/command.h"

namespace chowki::app::cli {

// chowki provisional add|confirm|withdraw|list: the list that a post keeps itself.
void AddProvisionalCommand(CLI::App& root, Chosen& chosen);

}  // namespace chowki::app::cli
