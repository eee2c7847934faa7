#pragma once

#include "app/cli/command.h"

namespace chowki::app::cli {

// chowki keys new|show: the keys with which people and the centre sign.
void AddKeysCommand(CLI::App& root, Chosen& chosen);

}  // namespace chowki::app::cli
