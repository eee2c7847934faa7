#include "app/config.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <variant>

#include <toml++/toml.h>

#include "base/text.h"

namespace chowki::app {
namespace {

namespace fs = std::filesystem;

using Value = std::variant<std::string, bool, int>;
using Member = std::variant<std::string Config::*, bool Config::*, int Config::*>;

struct Setting {
  std::string_view key;
  Member member;
  int low = 0;  // of numbers
  int high = 0;
};

// Add a setting here: its member in config.h, its row here, its line in docs/configuration.md.
constexpr std::array kSettings{
    Setting{"listen.address", &Config::listen_address},
    Setting{"listen.insecure", &Config::listen_insecure},
    Setting{"tls.certificate", &Config::tls_certificate},
    Setting{"tls.key", &Config::tls_key},
    Setting{"tls.client_authority", &Config::tls_client_authority},
    Setting{"tls.revoked", &Config::tls_revoked},
    Setting{"checkpoint.name", &Config::checkpoint_name},
    Setting{"watchlist.file", &Config::watchlist_file},
    Setting{"watchlist.look_s", &Config::watchlist_look_s, 1, 3600},
    Setting{"watchlist.aging_h", &Config::watchlist_aging_h, 1, 8760},
    Setting{"watchlist.stale_h", &Config::watchlist_stale_h, 1, 8760},
    Setting{"sync.server", &Config::sync_server},
    Setting{"sync.authority", &Config::sync_authority},
    Setting{"sync.certificate", &Config::sync_certificate},
    Setting{"sync.key", &Config::sync_key},
    Setting{"sync.insecure", &Config::sync_insecure},
    Setting{"sync.root", &Config::sync_root},
    Setting{"sync.store", &Config::sync_store},
    Setting{"sync.list", &Config::sync_list},
    Setting{"sync.check_approvals", &Config::sync_check_approvals},
    Setting{"journal.file", &Config::journal_file},
    Setting{"models.directory", &Config::models_directory},
    Setting{"read.languages", &Config::read_languages},
    Setting{"limits.workers", &Config::limits_workers, 0, 256},
    Setting{"limits.queue", &Config::limits_queue, 0, 1024},
    Setting{"limits.call_s", &Config::limits_call_s, 1, 600},
    Setting{"limits.message_mib", &Config::limits_message_mib, 1, 128},
    Setting{"limits.memory_mib", &Config::limits_memory_mib, 64, 65536},
    Setting{"limits.streams", &Config::limits_streams, 1, 4096},
    Setting{"limits.drain_s", &Config::limits_drain_s, 0, 600},
    Setting{"kiosk.answer_step_ms", &Config::kiosk_answer_step_ms, 0, 10000},
    Setting{"metrics.file", &Config::metrics_file},
    Setting{"metrics.period_s", &Config::metrics_period_s, 1, 3600},
    Setting{"log.level", &Config::log_level},
};

const Setting* FindSetting(std::string_view key) {
  for (const Setting& setting : kSettings) {
    if (setting.key == key) return &setting;
  }
  return nullptr;
}

std::string VariableName(std::string_view key) {
  std::string name = "CHOWKI_" + AsciiUpper(key);
  std::replace(name.begin(), name.end(), '.', '_');
  return name;
}

// A value into its member, when type and range fit.
Status Assign(const Setting& setting, const Value& value, Config& config) {
  return std::visit(
      [&]<typename T>(T Config::*member) -> Status {
        const T* typed = std::get_if<T>(&value);
        if (typed == nullptr) return InvalidInput("{} has the wrong type", setting.key);
        if constexpr (std::is_same_v<T, int>) {
          if (*typed < setting.low || *typed > setting.high) {
            return InvalidInput("{} must lie between {} and {}", setting.key, setting.low,
                                setting.high);
          }
        }
        config.*member = *typed;
        return Ok();
      },
      setting.member);
}

// Text from the environment or the command line, by the type that the setting has.
Result<Value> ParseAs(const Setting& setting, const std::string& text) {
  if (std::holds_alternative<std::string Config::*>(setting.member)) return Value(text);
  if (std::holds_alternative<bool Config::*>(setting.member)) {
    if (text == "true") return Value(true);
    if (text == "false") return Value(false);
    return InvalidInput("{} must be true or false", setting.key);
  }
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) {
    return InvalidInput("{} must be a whole number", setting.key);
  }
  return Value(number);
}

std::optional<Value> FromToml(const toml::node& node) {
  if (const auto text = node.value_exact<std::string>()) return Value(*text);
  if (const auto truth = node.value_exact<bool>()) return Value(*truth);
  if (const auto number = node.value_exact<std::int64_t>()) {
    const auto clamped = std::clamp<std::int64_t>(*number, INT32_MIN, INT32_MAX);
    return Value(static_cast<int>(clamped));
  }
  return std::nullopt;
}

// Every leaf of a table, tables in tables with their keys joined by dots.
Status ReadTable(const toml::table& table, const std::string& prefix, const std::string& file,
                 LoadedConfig& loaded) {
  for (const auto& [name, node] : table) {
    const std::string key = prefix + std::string(name.str());
    const std::string place = fmt::format("{}:{}", file, node.source().begin.line);
    if (const toml::table* inner = node.as_table()) {
      CHOWKI_RETURN_IF_ERROR(ReadTable(*inner, key + ".", file, loaded));
      continue;
    }
    const Setting* setting = FindSetting(key);
    if (setting == nullptr) return InvalidInput("{}: there is no setting {}", place, key);
    const auto value = FromToml(node);
    if (!value) return InvalidInput("{}: {} has the wrong type", place, key);
    CHOWKI_RETURN_IF_ERROR(Annotate(Assign(*setting, *value, loaded.config), place));
    loaded.origins[key] = place;
  }
  return Ok();
}

Status ReadFile(const fs::path& file, LoadedConfig& loaded) {
  if (!fs::is_regular_file(file)) return NotFound("there is no file {}", file.string());
  try {
    const toml::table table = toml::parse_file(file.string());
    return ReadTable(table, "", file.string(), loaded);
  } catch (const toml::parse_error& error) {
    return InvalidInput("{}:{}: {}", file.string(), error.source().begin.line, error.description());
  }
}

Status ReadEnvironment(const Environment& environment, LoadedConfig& loaded) {
  for (const Setting& setting : kSettings) {
    const std::string name = VariableName(setting.key);
    const auto text = environment(name);
    if (!text) continue;
    const auto value = ParseAs(setting, *text);
    if (!value.ok()) return Annotate(value.status(), name);
    CHOWKI_RETURN_IF_ERROR(Annotate(Assign(setting, *value, loaded.config), name));
    loaded.origins[std::string(setting.key)] = name;
  }
  return Ok();
}

Status ReadSet(const std::vector<std::string>& set, LoadedConfig& loaded) {
  for (const std::string& assignment : set) {
    const std::size_t equals = assignment.find('=');
    const std::string key = assignment.substr(0, equals);
    const Setting* setting = FindSetting(key);
    if (setting == nullptr || equals == std::string::npos) {
      return InvalidInput("--set {}: there is no setting {}", assignment, key);
    }
    const auto value = ParseAs(*setting, assignment.substr(equals + 1));
    if (!value.ok()) return Annotate(value.status(), "--set");
    CHOWKI_RETURN_IF_ERROR(Annotate(Assign(*setting, *value, loaded.config), "--set"));
    loaded.origins[key] = "--set";
  }
  return Ok();
}

bool IsNamePart(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.' || c == '-';
  });
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
  constexpr std::array kLevels{"debug", "info", "warning", "error"};
  if (std::find(kLevels.begin(), kLevels.end(), config.log_level) == kLevels.end()) {
    return InvalidInput("log.level must be debug, info, warning or error");
  }
  return Ok();
}

std::string Quoted(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

}  // namespace

Environment ProcessEnvironment() {
  return [](const std::string& name) -> std::optional<std::string> {
    const char* value = std::getenv(name.c_str());
    if (value == nullptr) return std::nullopt;
    return std::string(value);
  };
}

Result<LoadedConfig> LoadConfig(const std::optional<fs::path>& file, const Environment& environment,
                                const std::vector<std::string>& set) {
  LoadedConfig loaded;
  for (const Setting& setting : kSettings) loaded.origins[std::string(setting.key)] = "default";
  if (file) CHOWKI_RETURN_IF_ERROR(ReadFile(*file, loaded));
  CHOWKI_RETURN_IF_ERROR(ReadEnvironment(environment, loaded));
  CHOWKI_RETURN_IF_ERROR(ReadSet(set, loaded));
  CHOWKI_RETURN_IF_ERROR(CheckTogether(loaded.config));
  return loaded;
}

std::string Describe(const LoadedConfig& loaded) {
  std::string text;
  for (const Setting& setting : kSettings) {
    const std::string value = std::visit(
        [&]<typename T>(T Config::*member) -> std::string {
          if constexpr (std::is_same_v<T, std::string>) return Quoted(loaded.config.*member);
          return fmt::format("{}", loaded.config.*member);
        },
        setting.member);
    text += fmt::format("{} = {}  # {}\n", setting.key, value,
                        loaded.origins.at(std::string(setting.key)));
  }
  return text;
}

}  // namespace chowki::app
