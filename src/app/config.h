#pragma once

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "app/settings.h"
#include "safeguard/watch.h"
#include "screen/screening.h"

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
  std::string sync_events_server;
  std::string sync_authority;
  std::string sync_certificate;
  std::string sync_key;
  bool sync_insecure = false;
  std::string sync_root;
  std::string sync_store = "chowki-lists.db";
  std::string sync_list = "national";
  bool sync_check_approvals = false;
  std::string console_address;
  std::string console_accounts = "chowki-accounts.db";
  std::string console_certificate;
  std::string console_key;
  int console_idle_lock_s = 300;
  int console_images_mib = 128;
  std::string journal_file = "chowki-journal.db";
  std::string journal_keys;
  int retention_documents_days = 30;
  int retention_hits_days = 180;
  int retention_reads_days = 5 * 365;
  int retention_unsent_days = 30;
  std::string capture_accept = "scanner+camera+file";
  std::string models_directory;
  std::string models_documents;
  std::string models_root;
  std::string read_languages = "eng";
  std::string readers_calibrations;
  int readers_calibration_days = 180;
  int limits_workers = 0;
  int limits_queue = 16;
  int limits_call_s = 60;
  int limits_message_mib = 40;
  int limits_memory_mib = 512;
  int limits_streams = 64;
  int limits_uploads_mib = 128;
  int limits_drain_s = 20;
  int kiosk_answer_step_ms = 200;
  std::string metrics_file;
  int metrics_period_s = 15;
  bool safeguarding_enabled = true;
  std::string safeguarding_memory;
  std::string safeguarding_keys;
  int safeguarding_days = 30;
  int safeguarding_period_days = 5;
  int safeguarding_random_share_percent = 1;
  std::string safeguarding_direction = "out";
  std::string safeguarding_file;
  std::string safeguarding_referrals;
  std::string safeguarding_referral_keys;
  int safeguarding_referral_days = 30;
  int safeguarding_confirmed_days = 180;
  int safeguarding_budget_per_10000 = 10;
  bool safeguarding_portraits = false;
  std::string log_level = "info";
  bool operator==(const Config&) const = default;
};

// One of the lists of sync.list, with its own limits of age.
struct FollowedList {
  std::string name;
  int aging_h = 0;
  int stale_h = 0;
  bool operator==(const FollowedList&) const = default;
};

// The lists of sync.list in their order: names joined by '+', each with its own ages after colons
// where those of watchlist.* are not meant: "national+missing:6:24".
//
// errors  kInvalidArgument naming the part that is no list, is there twice, or has ages that are
//         none.
[[nodiscard]] Result<std::vector<FollowedList>> FollowedLists(const Config& config);

// What capture.accept names: joined by '+', at least one of scanner, camera, file.
//
// errors  kInvalidArgument naming the part that is none of these.
[[nodiscard]] Result<std::set<screen::Capture>> AcceptedCaptures(const Config& config);

// What safeguarding.direction says: "out" or "in" for every lane, then those of single lanes,
// joined by '+': "out+arrivals-1=in".
//
// errors  kInvalidArgument naming the part that is neither.
[[nodiscard]] Result<safeguard::Directions> LaneDirections(const Config& config);

// The two folders of crossings, as named or beside the journal.
[[nodiscard]] std::filesystem::path MemoryFolder(const Config& config);
[[nodiscard]] std::filesystem::path MemoryKeyFolder(const Config& config);

// The file of referrals and the folder of their keys, as named or beside the journal.
[[nodiscard]] std::filesystem::path ReferralFile(const Config& config);
[[nodiscard]] std::filesystem::path ReferralKeyFolder(const Config& config);

// A configuration, and where each value of it came from.
struct LoadedConfig {
  Config config;
  Origins origins;
};

// As LoadSettings.
//
// errors  kInvalidArgument also for settings that do not go together.
[[nodiscard]] Result<LoadedConfig> LoadConfig(const std::optional<std::filesystem::path>& file,
                                              const Environment& environment,
                                              const std::vector<std::string>& set);

// As Describe of settings.h.
[[nodiscard]] std::string Describe(const LoadedConfig& loaded);

}  // namespace chowki::app
