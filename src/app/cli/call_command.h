#pragma once

#include "app/cli/command.h"

namespace chowki::app::cli {

// chowki call: any method of a service, by name, with JSON.
void AddCallCommand(CLI::App& root, Chosen& chosen);

}  // namespace chowki::app::cli
