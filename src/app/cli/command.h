#pragma once

#include <functional>

#include <CLI/CLI.hpp>

namespace chowki::app::cli {

// Exit status of every command (fixed): 0 done, whatever was found; 1 some input could not be
// processed; 2 wrong usage or configuration.
inline constexpr int kDone = 0;
inline constexpr int kSomeFailed = 1;
inline constexpr int kUsage = 2;

// The command that the arguments chose; main() runs it after parsing. Each Add...Command() below
// adds its words and options to the tree and sets `chosen` from the callback of its subcommand.
using Chosen = std::function<int()>;

// One line to standard error, control characters made harmless: "chowki: <what>".
void PrintError(std::string_view what);

}  // namespace chowki::app::cli
