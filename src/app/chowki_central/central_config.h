#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/settings.h"

namespace chowki::app {

// Everything that chowki-central can be told, with its defaults; what each one means stands in
// docs/central.md.
struct CentralConfig {
  std::string listen_address = "127.0.0.1:7444";
  std::string tls_certificate;
  std::string tls_key;
  std::string tls_client_authority;
  std::string tls_revoked;
  // Posts are enrolled; empty: they are not.
  std::string enrol_address;
  std::string enrol_authority;
  std::string enrol_authority_key;
  int enrol_valid_d = 180;
  // The web page; no address: there is none.
  std::string console_address;
  std::string console_accounts = "chowki-central-accounts.db";
  std::string console_certificate;
  std::string console_key;
  int console_idle_lock_s = 300;
  std::string store_where = "sqlite:chowki-central.db";
  int store_failover_s = 20;
  std::string trust_root;
  std::string keys_publisher;
  std::string keys_heartbeat;
  // A relay: hands on what this centre publishes, and has no keys.
  std::string relay_server;
  std::string relay_authority;
  std::string relay_certificate;
  std::string relay_key;
  std::string relay_downloads = "chowki-relay.files";
  int publish_beat_s = 600;
  int publish_heartbeat_h = 24;
  int publish_manifest_d = 7;
  int publish_versions_kept = 32;
  int publish_steps_kept = 1024;
  int guards_removed_percent = 5;
  int guards_changed_percent = 20;
  std::string provisional_list = "from-posts";
  // Where the keys of crossings lie that posts share; empty: they share none.
  std::string shared_keys;
  int shared_retention_d = 30;
  int shared_period_d = 5;
  int late_days = 30;
  int limits_call_s = 60;
  int limits_message_mib = 16;
  int limits_memory_mib = 512;
  int limits_threads = 64;
  int limits_streams = 64;
  int limits_drain_s = 20;
  std::string metrics_file;
  int metrics_period_s = 15;
  std::string log_level = "info";
};

// A configuration, and where each value of it came from.
struct LoadedCentralConfig {
  CentralConfig config;
  Origins origins;
};

// As LoadSettings; kInvalidArgument also for what is missing.
[[nodiscard]] Result<LoadedCentralConfig> LoadCentralConfig(
    const std::optional<std::filesystem::path>& file, const Environment& environment,
    const std::vector<std::string>& set);

// As Describe of settings.h.
[[nodiscard]] std::string Describe(const LoadedCentralConfig& loaded);

}  // namespace chowki::app
