#include "app/config.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "app/daemon.h"
#include "base/text.h"
#include "trust/rules.h"
#include "watchlist/list_state.h"

namespace chowki::app {
namespace {

constexpr int kLeastAge_h = 1;
constexpr int kMostAge_h = 8760;
// Entries of the post's own list stand in rows of this key: longer than the longest of them lives.
constexpr int kLeastHits_days = 31;

// Add a setting here: its member in config.h, its row here, its line in docs/configuration.md.
std::vector<Setting> SettingsOf(Config& config) {
  return {
      {"listen.address", &config.listen_address},
      {"listen.insecure", &config.listen_insecure},
      {"tls.certificate", &config.tls_certificate},
      {"tls.key", &config.tls_key},
      {"tls.client_authority", &config.tls_client_authority},
      {"tls.revoked", &config.tls_revoked},
      {"checkpoint.name", &config.checkpoint_name},
      {"watchlist.file", &config.watchlist_file},
      {"watchlist.look_s", &config.watchlist_look_s, 1, 3600},
      {"watchlist.aging_h", &config.watchlist_aging_h, kLeastAge_h, kMostAge_h},
      {"watchlist.stale_h", &config.watchlist_stale_h, kLeastAge_h, kMostAge_h},
      {"sync.server", &config.sync_server},
      {"sync.events_server", &config.sync_events_server},
      {"sync.authority", &config.sync_authority},
      {"sync.certificate", &config.sync_certificate},
      {"sync.key", &config.sync_key},
      {"sync.insecure", &config.sync_insecure},
      {"sync.root", &config.sync_root},
      {"sync.store", &config.sync_store},
      {"sync.list", &config.sync_list},
      {"sync.check_approvals", &config.sync_check_approvals},
      {"console.address", &config.console_address},
      {"console.accounts", &config.console_accounts},
      {"console.certificate", &config.console_certificate},
      {"console.key", &config.console_key},
      {"console.idle_lock_s", &config.console_idle_lock_s, 10, 86400},
      {"console.images_mib", &config.console_images_mib, 0, 4096},
      {"journal.file", &config.journal_file},
      {"journal.keys", &config.journal_keys},
      {"retention.documents_days", &config.retention_documents_days, 1, 3650},
      {"retention.hits_days", &config.retention_hits_days, kLeastHits_days, 3650},
      {"retention.reads_days", &config.retention_reads_days, 1, 7300},
      {"retention.unsent_days", &config.retention_unsent_days, 0, 365},
      {"capture.accept", &config.capture_accept},
      {"models.directory", &config.models_directory},
      {"models.documents", &config.models_documents},
      {"models.root", &config.models_root},
      {"read.languages", &config.read_languages},
      {"readers.calibrations", &config.readers_calibrations},
      {"readers.calibration_days", &config.readers_calibration_days, 1, 3650},
      {"limits.workers", &config.limits_workers, 0, 256},
      {"limits.queue", &config.limits_queue, 0, 1024},
      {"limits.call_s", &config.limits_call_s, 1, 600},
      {"limits.message_mib", &config.limits_message_mib, 1, 128},
      {"limits.memory_mib", &config.limits_memory_mib, 64, 65536},
      {"limits.streams", &config.limits_streams, 1, 4096},
      {"limits.uploads_mib", &config.limits_uploads_mib, 0, 65536},
      {"limits.drain_s", &config.limits_drain_s, 0, 600},
      {"kiosk.answer_step_ms", &config.kiosk_answer_step_ms, 0, 10000},
      {"metrics.file", &config.metrics_file},
      {"metrics.period_s", &config.metrics_period_s, 1, 3600},
      {"safeguarding.enabled", &config.safeguarding_enabled},
      {"safeguarding.memory", &config.safeguarding_memory},
      {"safeguarding.keys", &config.safeguarding_keys},
      {"safeguarding.days", &config.safeguarding_days, 1, 366},
      {"safeguarding.period_days", &config.safeguarding_period_days, 1, 366},
      {"safeguarding.random_share_percent", &config.safeguarding_random_share_percent, 0, 100},
      {"safeguarding.direction", &config.safeguarding_direction},
      {"safeguarding.file", &config.safeguarding_file},
      {"safeguarding.referrals", &config.safeguarding_referrals},
      {"safeguarding.referral_keys", &config.safeguarding_referral_keys},
      {"safeguarding.referral_days", &config.safeguarding_referral_days, 1, 366},
      {"safeguarding.confirmed_days", &config.safeguarding_confirmed_days, 1, 3660},
      {"safeguarding.budget_per_10000", &config.safeguarding_budget_per_10000, 1, 10000},
      {"safeguarding.portraits", &config.safeguarding_portraits},
      {"log.level", &config.log_level},
  };
}

bool IsNamePart(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.' || c == '-';
  });
}

// An age in hours, as watchlist.aging_h.
std::optional<int> HoursIn(std::string_view text) {
  int hours = 0;
  const char* end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, hours);
  if (error != std::errc() || at != end || hours < kLeastAge_h || hours > kMostAge_h) return {};
  return hours;
}

Result<FollowedList> FollowedListFrom(const std::string& text, const Config& config) {
  const std::vector<std::string> parts = Split(text, ':');
  if (!trust::IsName(parts[0])) return InvalidInput("sync.list: '{}' is no list's name", parts[0]);
  if (parts.size() == 1) {
    return FollowedList{parts[0], config.watchlist_aging_h, config.watchlist_stale_h};
  }
  const auto aging = parts.size() == 3 ? HoursIn(parts[1]) : std::nullopt;
  const auto stale = parts.size() == 3 ? HoursIn(parts[2]) : std::nullopt;
  if (!aging || !stale || *stale < *aging) {
    return InvalidInput(
        "sync.list: '{}' is no list with its ages: NAME:AGING_H:STALE_H, each {} to {} hours, the "
        "second not below the first",
        text, kLeastAge_h, kMostAge_h);
  }
  return FollowedList{parts[0], *aging, *stale};
}

// What single values cannot say.
Status CheckTogether(const Config& config) {
  const bool any_tls = !config.tls_certificate.empty() || !config.tls_key.empty() ||
                       !config.tls_client_authority.empty();
  const bool all_tls = !config.tls_certificate.empty() && !config.tls_key.empty() &&
                       !config.tls_client_authority.empty();
  if (config.listen_insecure && any_tls) {
    return InvalidInput("listen.insecure and tls.* exclude each other");
  }
  if (!config.listen_insecure && !all_tls) {
    return InvalidInput(
        "tls.certificate, tls.key and tls.client_authority are needed (chowki pki makes them); "
        "for development on loopback set listen.insecure");
  }
  if (config.console_certificate.empty() != config.console_key.empty()) {
    return InvalidInput("console.certificate and console.key go together");
  }
  if (!IsNamePart(config.checkpoint_name)) {
    return InvalidInput("checkpoint.name must be 1 to 64 characters of [A-Za-z0-9_.-]");
  }
  if (config.watchlist_stale_h < config.watchlist_aging_h) {
    return InvalidInput("watchlist.stale_h must not be below watchlist.aging_h");
  }
  if (!config.sync_server.empty()) {
    const bool all = !config.sync_authority.empty() && !config.sync_certificate.empty() &&
                     !config.sync_key.empty();
    if (!config.watchlist_file.empty()) {
      return InvalidInput("watchlist.file and sync.server exclude each other");
    }
    if (!config.sync_insecure && !all) {
      return InvalidInput(
          "sync.authority, sync.certificate and sync.key are needed (chowki pki makes them); for "
          "development on loopback set sync.insecure");
    }
  }
  if (config.retention_hits_days < config.retention_documents_days) {
    return InvalidInput("retention.hits_days must not be below retention.documents_days");
  }
  CHOWKI_RETURN_IF_ERROR(FollowedLists(config).status());
  CHOWKI_RETURN_IF_ERROR(AcceptedCaptures(config).status());
  CHOWKI_RETURN_IF_ERROR(LaneDirections(config).status());
  if (config.safeguarding_period_days > config.safeguarding_days) {
    return InvalidInput("safeguarding.period_days must not be above safeguarding.days");
  }
  if (MemoryFolder(config).lexically_normal() == MemoryKeyFolder(config).lexically_normal()) {
    return InvalidInput("safeguarding.memory and safeguarding.keys must be two folders");
  }
  if (config.safeguarding_confirmed_days < config.safeguarding_referral_days) {
    return InvalidInput("safeguarding.confirmed_days must not be below safeguarding.referral_days");
  }
  const auto referral_keys = ReferralKeyFolder(config).lexically_normal();
  if (referral_keys == MemoryFolder(config).lexically_normal() ||
      referral_keys == MemoryKeyFolder(config).lexically_normal()) {
    return InvalidInput("safeguarding.referral_keys must be a folder of its own");
  }
  if (!IsLevel(config.log_level)) {
    return InvalidInput("log.level must be debug, info, warning or error");
  }
  return Ok();
}

}  // namespace

Result<std::vector<FollowedList>> FollowedLists(const Config& config) {
  std::vector<FollowedList> lists;
  for (const std::string& text : Split(config.sync_list, '+')) {
    CHOWKI_ASSIGN_OR_RETURN(FollowedList list, FollowedListFrom(text, config));
    if (std::ranges::find(lists, list.name, &FollowedList::name) != lists.end()) {
      return InvalidInput("sync.list names {} twice", list.name);
    }
    if (list.name == watchlist::kProvisionalList) {
      return InvalidInput("sync.list: {} is the name of the post's own list", list.name);
    }
    lists.push_back(std::move(list));
  }
  return lists;
}

Result<std::set<screen::Capture>> AcceptedCaptures(const Config& config) {
  using enum screen::Capture;
  std::set<screen::Capture> accepted;
  for (const std::string& text : Split(config.capture_accept, '+')) {
    const auto known = {kScanner, kCamera, kFile};
    const auto capture = std::ranges::find(
        known, text, [](screen::Capture candidate) { return screen::Name(candidate); });
    if (capture == known.end()) {
      return InvalidInput("capture.accept: '{}' is none of scanner, camera, file", text);
    }
    accepted.insert(*capture);
  }
  return accepted;
}

Result<safeguard::Directions> LaneDirections(const Config& config) {
  safeguard::Directions directions;
  const auto parts = Split(config.safeguarding_direction, '+');
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::size_t equals = parts[i].find('=');
    const std::string lane = i == 0 ? "" : parts[i].substr(0, equals);
    const std::string way =
        i == 0 || equals == std::string::npos ? parts[i] : parts[i].substr(equals + 1);
    if ((way != "out" && way != "in") ||
        (i > 0 && (equals == std::string::npos || !IsNamePart(lane)))) {
      return InvalidInput(
          "safeguarding.direction: '{}'; out or in, then LANE=out or LANE=in, expected", parts[i]);
    }
    const auto direction = way == "in" ? associate::Direction::kIn : associate::Direction::kOut;
    if (i == 0) {
      directions.otherwise = direction;
    } else if (!directions.lanes.emplace(lane, direction).second) {
      return InvalidInput("safeguarding.direction names lane {} twice", lane);
    }
  }
  return directions;
}

std::filesystem::path MemoryFolder(const Config& config) {
  if (!config.safeguarding_memory.empty()) return config.safeguarding_memory;
  return std::filesystem::path(config.journal_file).parent_path() / "chowki-people";
}

std::filesystem::path MemoryKeyFolder(const Config& config) {
  if (!config.safeguarding_keys.empty()) return config.safeguarding_keys;
  return std::filesystem::path(config.journal_file).parent_path() / "chowki-people-keys";
}

std::filesystem::path ReferralFile(const Config& config) {
  if (!config.safeguarding_referrals.empty()) return config.safeguarding_referrals;
  return std::filesystem::path(config.journal_file).parent_path() / "chowki-referrals.db";
}

std::filesystem::path ReferralKeyFolder(const Config& config) {
  if (!config.safeguarding_referral_keys.empty()) return config.safeguarding_referral_keys;
  return std::filesystem::path(config.journal_file).parent_path() / "chowki-referral-keys";
}

Result<LoadedConfig> LoadConfig(const std::optional<std::filesystem::path>& file,
                                const Environment& environment,
                                const std::vector<std::string>& set) {
  LoadedConfig loaded;
  CHOWKI_ASSIGN_OR_RETURN(loaded.origins,
                          LoadSettings(SettingsOf(loaded.config), file, environment, set));
  CHOWKI_RETURN_IF_ERROR(CheckTogether(loaded.config));
  return loaded;
}

std::string Describe(const LoadedConfig& loaded) {
  Config config = loaded.config;
  return Describe(SettingsOf(config), loaded.origins);
}

}  // namespace chowki::app
