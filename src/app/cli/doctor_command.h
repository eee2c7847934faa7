#pragma once

#include "app/cli/command.h"

namespace chowki::app::cli {

// chowki doctor: looks whether this machine can run a checkpoint, and says what to do.
void AddDoctorCommand(CLI::App& root, Chosen& chosen);

}  // namespace chowki::app::cli
