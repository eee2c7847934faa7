#pragma once

#include "app/cli/command.h"

namespace chowki::app::cli {

// chowki pki init|issue: certificates for development and small sites.
void AddPkiCommand(CLI::App& root, Chosen& chosen);

}  // namespace chowki::app::cli
