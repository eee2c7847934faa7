#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "base/status.h"

namespace chowki::app {

// One thing that a program can be told, and where it is kept.
struct Setting {
  std::string key;  // "limits.queue"
  std::variant<std::string*, bool*, int*> place;
  int low = 0;  // of numbers
  int high = 0;
};

// Where the value of each key came from: "default", "chowkid.toml:12", "CHOWKI_LIMITS_QUEUE",
// "--set".
using Origins = std::map<std::string, std::string>;

// How an environment variable is looked up; nullopt: not set.
using Environment = std::function<std::optional<std::string>(const std::string& name)>;
[[nodiscard]] Environment ProcessEnvironment();

// Puts values in their places: what is set by hand is stronger than the environment, that is
// stronger than the file, that is stronger than what is there.
//
// file         TOML; nullopt: none.
// environment  key limits.queue is CHOWKI_LIMITS_QUEUE.
// set          "limits.queue=8" each.
// errors       kInvalidArgument naming the place, for a key that does not exist, or a value of the
//              wrong type or out of range; kNotFound when the file cannot be read.
[[nodiscard]] Result<Origins> LoadSettings(std::span<const Setting> settings,
                                           const std::optional<std::filesystem::path>& file,
                                           const Environment& environment,
                                           const std::vector<std::string>& set);

// The values in force as lines of a file that would give them again, each with its origin:
// `limits.queue = 16  # default`.
[[nodiscard]] std::string Describe(std::span<const Setting> settings, const Origins& origins);

}  // namespace chowki::app
