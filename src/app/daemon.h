#pragma once

#include <functional>
#include <string>

#include <signal.h>

#include "base/log.h"

namespace chowki::app {

// What a program that runs until it is told to stop does about signals and its log.

// The signals that the main thread waits for; blocked before any other thread exists, so that
// those inherit it.
[[nodiscard]] sigset_t BlockSignals();

// Calls tick every second and reload at SIGHUP; returns at SIGTERM or SIGINT.
void RunUntilStopped(const sigset_t& signals, const std::function<void()>& tick,
                     const std::function<void()>& reload);

// "debug", "info", "warning", "error"; anything else is info.
[[nodiscard]] log::Level LevelFrom(const std::string& name);
[[nodiscard]] bool IsLevel(const std::string& name);

}  // namespace chowki::app
