#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"

namespace chowki::app {

// Everything that chowkid can be told, with its defaults. What each one means, its range and its
// key in the file stand in config.cc, one row each, and in docs/configuration.md.
struct Config {
  std::string listen_address = "127.0.0.1:7443";
  bool listen_insecure = false;
  std::string tls_certificate;
  std::string tls_key;
  std::string tls_client_authority;
  std::string tls_revoked;
  std::string checkpoint_name = "checkpoint-1";
  std::string watchlist_file;
  int watchlist_look_s = 2;
  int watchlist_aging_h = 24;
  int watchlist_stale_h = 72;
  std::string sync_server;
  std::string sync_authority;
  std::string sync_certificate;
  std::string sync_key;
  bool sync_insecure = false;
  std::string sync_root;
  std::string sync_store = "chowki-lists.db";
  std::string sync_list = "national";
  bool sync_check_approvals = false;
  std::string journal_file = "chowki-journal.db";
  std::string models_directory;
  std::string read_languages = "eng";
  int limits_workers = 0;
  int limits_queue = 16;
  int limits_call_s = 60;
  int limits_message_mib = 40;
  int limits_memory_mib = 512;
  int limits_streams = 64;
  int limits_drain_s = 20;
  int kiosk_answer_step_ms = 200;
  std::string metrics_file;
  int metrics_period_s = 15;
  std::string log_level = "info";
  bool operator==(const Config&) const = default;
};

// A configuration, and for each key where its value came from: "default", "chowkid.toml:12",
// "CHOWKI_LIMITS_QUEUE", "--set".
struct LoadedConfig {
  Config config;
  std::map<std::string, std::string> origins;
};

// How an environment variable is looked up; nullopt: not set.
using Environment = std::function<std::optional<std::string>(const std::string& name)>;
[[nodiscard]] Environment ProcessEnvironment();

// Puts the configuration together: what is set by hand is stronger than the environment, that is
// stronger than the file, that is stronger than the defaults.
//
// file         TOML; nullopt: none.
// environment  key limits.queue is CHOWKI_LIMITS_QUEUE.
// set          "limits.queue=8" each.
// errors       kInvalidArgument naming the place, for a key that does not exist, a value of the
//              wrong type or out of range, or settings that do not go together; kNotFound when the
//              file cannot be read.
[[nodiscard]] Result<LoadedConfig> LoadConfig(const std::optional<std::filesystem::path>& file,
                                              const Environment& environment,
                                              const std::vector<std::string>& set);

// The values in force as lines of a file that would give them again, each with its origin:
// `limits.queue = 16  # default`.
[[nodiscard]] std::string Describe(const LoadedConfig& loaded);

}  // namespace chowki::app
