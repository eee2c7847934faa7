#pragma once

#include "app/cli/command.h"

namespace chowki::app::cli {

// chowki figures: the figures of a month as CSV and as a page.
void AddFiguresCommand(CLI::App& root, Chosen& chosen);

}  // namespace chowki::app::cli
