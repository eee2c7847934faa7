#include "app/chowki_central/central_config.h"

#include "app/daemon.h"
#include "trust/rules.h"

namespace chowki::app {
namespace {

// Add a setting here: its member in central_config.h, its row here, its line in docs/central.md.
std::vector<Setting> SettingsOf(CentralConfig& config) {
  return {
      {"listen.address", &config.listen_address},
      {"tls.certificate", &config.tls_certificate},
      {"tls.key", &config.tls_key},
      {"tls.client_authority", &config.tls_client_authority},
      {"tls.revoked", &config.tls_revoked},
      {"enrol.address", &config.enrol_address},
      {"enrol.authority", &config.enrol_authority},
      {"enrol.authority_key", &config.enrol_authority_key},
      {"enrol.valid_d", &config.enrol_valid_d, 1, 3650},
      {"console.address", &config.console_address},
      {"console.accounts", &config.console_accounts},
      {"console.certificate", &config.console_certificate},
      {"console.key", &config.console_key},
      {"console.idle_lock_s", &config.console_idle_lock_s, 10, 86400},
      {"store.where", &config.store_where},
      {"store.failover_s", &config.store_failover_s, 0, 600},
      {"trust.root", &config.trust_root},
      {"keys.publisher", &config.keys_publisher},
      {"keys.heartbeat", &config.keys_heartbeat},
      {"relay.server", &config.relay_server},
      {"relay.authority", &config.relay_authority},
      {"relay.certificate", &config.relay_certificate},
      {"relay.key", &config.relay_key},
      {"relay.downloads", &config.relay_downloads},
      {"publish.beat_s", &config.publish_beat_s, 1, 86400},
      {"publish.heartbeat_h", &config.publish_heartbeat_h, 1, 720},
      {"publish.manifest_d", &config.publish_manifest_d, 1, 365},
      {"publish.versions_kept", &config.publish_versions_kept, 1, 1000000},
      {"publish.steps_kept", &config.publish_steps_kept, 1, 1000000},
      {"guards.removed_percent", &config.guards_removed_percent, 0, 100},
      {"guards.changed_percent", &config.guards_changed_percent, 0, 100},
      {"provisional.list", &config.provisional_list},
      {"shared.keys", &config.shared_keys},
      {"shared.retention_d", &config.shared_retention_d, 1, 366},
      {"shared.period_d", &config.shared_period_d, 1, 366},
      {"late.days", &config.late_days, 0, 366},
      {"limits.call_s", &config.limits_call_s, 1, 3600},
      {"limits.message_mib", &config.limits_message_mib, 1, 128},
      {"limits.memory_mib", &config.limits_memory_mib, 64, 65536},
      {"limits.threads", &config.limits_threads, 8, 65536},
      {"limits.streams", &config.limits_streams, 1, 4096},
      {"limits.drain_s", &config.limits_drain_s, 0, 600},
      {"metrics.file", &config.metrics_file},
      {"metrics.period_s", &config.metrics_period_s, 1, 3600},
      {"log.level", &config.log_level},
  };
}

Status CheckTogether(const CentralConfig& config) {
  using Needed = std::vector<std::pair<const char*, const std::string*>>;
  Needed needed = {{"tls.certificate", &config.tls_certificate},
                   {"tls.key", &config.tls_key},
                   {"tls.client_authority", &config.tls_client_authority}};
  const Needed publishes = {{"keys.publisher", &config.keys_publisher},
                            {"keys.heartbeat", &config.keys_heartbeat}};
  const Needed relays = {{"relay.authority", &config.relay_authority},
                         {"relay.certificate", &config.relay_certificate},
                         {"relay.key", &config.relay_key}};
  const bool is_relay = !config.relay_server.empty();
  const Needed& role = is_relay ? relays : publishes;
  needed.insert(needed.end(), role.begin(), role.end());
  for (const auto& [key, value] : needed) {
    if (value->empty()) return InvalidInput("{} is needed", key);
  }
  for (const auto& [key, value] : is_relay ? publishes : Needed{}) {
    if (!value->empty()) return InvalidInput("{}: a relay has no keys (relay.server is set)", key);
  }
  if (config.enrol_authority.empty() != config.enrol_authority_key.empty()) {
    return InvalidInput("enrol.authority and enrol.authority_key go together");
  }
  if (!config.enrol_address.empty() && config.enrol_authority.empty()) {
    return InvalidInput("enrol.address needs enrol.authority and enrol.authority_key");
  }
  if (is_relay && !config.enrol_authority.empty()) {
    return InvalidInput("enrol.authority: a relay issues no certificates (relay.server is set)");
  }
  if (config.console_certificate.empty() != config.console_key.empty()) {
    return InvalidInput("console.certificate and console.key go together");
  }
  if (is_relay && !config.console_address.empty()) {
    return InvalidInput("console.address: a relay has no web page (relay.server is set)");
  }
  if (is_relay && !config.shared_keys.empty()) {
    return InvalidInput("shared.keys: a relay shares no memory (relay.server is set)");
  }
  // So that a post can ask about all periods at once.
  constexpr int kMostPeriods = 90;
  if (config.shared_period_d > config.shared_retention_d ||
      config.shared_retention_d / config.shared_period_d > kMostPeriods) {
    return InvalidInput("shared.period_d: 1 to {} periods make shared.retention_d", kMostPeriods);
  }
  if (!config.provisional_list.empty() && !trust::IsName(config.provisional_list)) {
    return InvalidInput("provisional.list: no list's name: {}", config.provisional_list);
  }
  if (!IsLevel(config.log_level)) {
    return InvalidInput("log.level must be debug, info, warning or error");
  }
  return Ok();
}

}  // namespace

Result<LoadedCentralConfig> LoadCentralConfig(const std::optional<std::filesystem::path>& file,
                                              const Environment& environment,
                                              const std::vector<std::string>& set) {
  LoadedCentralConfig loaded;
  CHOWKI_ASSIGN_OR_RETURN(loaded.origins,
                          LoadSettings(SettingsOf(loaded.config), file, environment, set));
  CHOWKI_RETURN_IF_ERROR(CheckTogether(loaded.config));
  return loaded;
}

std::string Describe(const LoadedCentralConfig& loaded) {
  CentralConfig config = loaded.config;
  return Describe(SettingsOf(config), loaded.origins);
}

}  // namespace chowki::app
