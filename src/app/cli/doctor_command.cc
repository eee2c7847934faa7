#include "app/cli/doctor_command.h"

#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>

#include <nlohmann/json.hpp>

#include "app/config.h"
#include "app/file_text.h"
#include "app/model_directory.h"
#include "app/model_manifest.h"
#include "app/safeguarding_file.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/text.h"
#include "journal/verify.h"
#include "pki/certificate.h"
#include "watchlist/store.h"

namespace chowki::app::cli {
namespace {

namespace fs = std::filesystem;

// Below these the doctor warns, or fails.
constexpr std::uintmax_t kLittleDisk = 1u << 30;
constexpr std::uintmax_t kNoDisk = 64u << 20;
constexpr std::chrono::days kSoon{30};
// Nobody ran this program before it was written: a clock that says so is wrong.
constexpr Date kWritten{2025, 1, 1};

struct Options {
  std::optional<std::string> config;
  std::vector<std::string> set;
  std::string output = "text";
};

enum class Health { kOk, kWarn, kFail };

std::string_view Name(Health health) {
  switch (health) {
    case Health::kOk:
      return "ok";
    case Health::kWarn:
      return "warn";
    case Health::kFail:
      return "fail";
  }
  return "fail";
}

// Prints one line a question, and remembers the worst.
class Report {
 public:
  explicit Report(bool json) : json_(json) {}

  void Add(std::string_view what, Health health, const std::string& text) {
    any_failed_ = any_failed_ || health == Health::kFail;
    if (json_) {
      const nlohmann::ordered_json line{{"check", what}, {"health", Name(health)}, {"text", text}};
      std::printf("%s\n", line.dump().c_str());
    } else {
      std::printf("%-4s %-14s %s\n", std::string(Name(health)).c_str(), std::string(what).c_str(),
                  Printable(text).c_str());
    }
  }

  [[nodiscard]] bool any_failed() const { return any_failed_; }

 private:
  bool json_;
  bool any_failed_ = false;
};

void CheckModels(const Config& config, Report& report) {
  std::optional<fs::path> given;
  if (!config.models_directory.empty()) given = config.models_directory;
  const auto check = [&]() -> Result<std::string> {
    CHOWKI_ASSIGN_OR_RETURN(const fs::path dir, FindModelDirectory(given));
    CHOWKI_ASSIGN_OR_RETURN(const auto files, ReadModelManifest(dir));
    CHOWKI_RETURN_IF_ERROR(VerifyModels(dir, files));
    return fmt::format("{} files in {} are those of the manifest", files.size(), dir.string());
  };
  const auto checked = check();
  report.Add("models", checked.ok() ? Health::kOk : Health::kFail,
             checked.ok() ? *checked : Message(checked.status()));
}

void CheckWatchlist(const Config& config, Time now, Report& report) {
  if (config.watchlist_file.empty()) {
    report.Add("watchlist", Health::kWarn, "watchlist.file is not set: no answer can be clear");
    return;
  }
  const auto snapshot = watchlist::Load(config.watchlist_file);
  if (!snapshot.ok()) {
    report.Add("watchlist", Health::kFail, Message(snapshot.status()));
    return;
  }
  watchlist::FreshnessLimits limits;
  limits.aging_after = std::chrono::hours(config.watchlist_aging_h);
  limits.stale_after = std::chrono::hours(config.watchlist_stale_h);
  const watchlist::ListState state = snapshot->StateAt(now, limits);
  const Health health = state.freshness == watchlist::Freshness::kFresh   ? Health::kOk
                        : state.freshness == watchlist::Freshness::kAging ? Health::kWarn
                                                                          : Health::kFail;
  report.Add("watchlist", health,
             fmt::format("{} version {}, {} entries, {}, {} h old", state.list, state.version,
                         state.entries, watchlist::Name(state.freshness),
                         std::chrono::duration_cast<std::chrono::hours>(state.age).count()));
}

void CheckJournal(const Config& config, Time now, Report& report) {
  if (!fs::exists(config.journal_file)) {
    report.Add("journal", Health::kOk, "there is none yet");
    return;
  }
  const auto verification = journal::Verify(config.journal_file, {}, config.journal_keys);
  if (!verification.ok()) {
    report.Add("journal", Health::kFail, Message(verification.status()));
  } else if (!verification->intact) {
    report.Add(
        "journal", Health::kFail,
        fmt::format("row {} does not hold: {}", verification->broken_at, verification->reason));
  } else {
    // A row that cannot be read though its time is not over: its key is not where it is looked for.
    const bool lost =
        verification->erased > 0 &&
        verification->newest_erased + std::chrono::days(config.retention_documents_days) > now;
    report.Add(
        "journal", lost ? Health::kFail : Health::kOk,
        fmt::format("{} rows hold, {} are erased{}", verification->records, verification->erased,
                    lost ? ", one of " + ToIsoTime(verification->newest_erased) +
                               " before its time: are the keys where journal.keys says?"
                         : ""));
  }
}

void CheckDisk(const Config& config, Report& report) {
  const fs::path folder = fs::absolute(config.journal_file).parent_path();
  std::error_code error;
  const fs::space_info space = fs::space(folder, error);
  if (error) {
    report.Add("disk", Health::kFail, fmt::format("{}: {}", folder.string(), error.message()));
    return;
  }
  const Health health = space.available < kNoDisk       ? Health::kFail
                        : space.available < kLittleDisk ? Health::kWarn
                                                        : Health::kOk;
  report.Add("disk", health,
             fmt::format("{} MiB free in {}", space.available >> 20, folder.string()));
}

void CheckClock(Time now, Report& report) {
  const bool wrong = ToDate(now) < kWritten;
  report.Add("clock", wrong ? Health::kFail : Health::kOk, ToIsoTime(now));
}

void CheckCertificate(std::string_view what, const std::string& file, Time now, Report& report) {
  const auto read = [&]() -> Result<pki::Certificate> {
    CHOWKI_ASSIGN_OR_RETURN(const std::string pem, ReadText(file));
    return pki::ReadCertificate(pem);
  };
  const auto certificate = read();
  if (!certificate.ok()) {
    report.Add(what, Health::kFail, file + ": " + Message(certificate.status()));
    return;
  }
  const bool in_force = now >= certificate->not_before && now < certificate->not_after;
  const Health health = !in_force                              ? Health::kFail
                        : certificate->not_after < now + kSoon ? Health::kWarn
                                                               : Health::kOk;
  report.Add(what, health,
             fmt::format("{} until {}", certificate->name, ToIsoTime(certificate->not_after)));
}

void CheckSafeguarding(const Config& config, Time now, Report& report) {
  const auto add = [&](Health health, const std::string& text) {
    report.Add("safeguarding", health, text);
  };
  if (!config.safeguarding_enabled) {
    add(Health::kWarn, "safeguarding.enabled is false: nobody looks for who may need help");
    return;
  }
  if (config.safeguarding_random_share_percent == 0) {
    add(Health::kWarn,
        "safeguarding.random_share_percent is 0: whoever is sent to an officer knows that "
        "something was found");
  }
  if (config.safeguarding_file.empty()) {
    add(Health::kWarn, "safeguarding.file is not set: nobody at this post knows whom to call");
    return;
  }
  const auto file = LoadSafeguarding(config.safeguarding_file);
  if (!file.ok()) {
    add(Health::kFail, Message(file.status()));
    return;
  }
  const auto missing = WhatIsMissing(*file, ToDate(now));
  for (const std::string& what : missing) add(Health::kWarn, what);
  if (missing.empty()) {
    add(Health::kOk,
        fmt::format("{} contacts, {} allowances, {} emergencies", file->contacts.size(),
                    file->setting.allowances.size(), file->setting.emergencies.size()));
  }
}

int Examine(const Options& options) {
  Report report(options.output == "jsonl");
  const auto loaded = LoadConfig(options.config, ProcessEnvironment(), options.set);
  if (!loaded.ok()) {
    report.Add("config", Health::kFail, Message(loaded.status()));
    return kSomeFailed;
  }
  const Config& config = loaded->config;
  const Time now = SystemClock().Now();
  report.Add("config", Health::kOk, options.config.value_or("defaults"));
  CheckClock(now, report);
  CheckModels(config, report);
  CheckWatchlist(config, now, report);
  CheckJournal(config, now, report);
  CheckDisk(config, report);
  CheckSafeguarding(config, now, report);
  if (config.listen_insecure) {
    report.Add("tls", Health::kWarn, "listen.insecure is set: for development only");
  } else {
    CheckCertificate("certificate", config.tls_certificate, now, report);
    CheckCertificate("authority", config.tls_client_authority, now, report);
  }
  return report.any_failed() ? kSomeFailed : kDone;
}

}  // namespace

void AddDoctorCommand(CLI::App& root, Chosen& chosen) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      root.add_subcommand("doctor", "Look whether this machine can run a checkpoint.");
  command->add_option("--config", options->config, "configuration file of chowkid");
  command->add_option("--set", options->set, "KEY=VALUE, as for chowkid; may be repeated");
  command->add_option("--output", options->output, "text or jsonl")
      ->check(CLI::IsMember({"text", "jsonl"}));
  command->callback([options, &chosen] { chosen = [options] { return Examine(*options); }; });
}

}  // namespace chowki::app::cli
