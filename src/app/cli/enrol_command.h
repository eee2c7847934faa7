#pragma once

#include "app/cli/command.h"

namespace chowki::app::cli {

// chowki enrol: how a post comes to its certificate, and to the next one.
void AddEnrolCommand(CLI::App& root, Chosen& chosen);

}  // namespace chowki::app::cli
