#include "app/settings.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>

#include <toml++/toml.h>

#include "base/text.h"

namespace chowki::app {
namespace {

namespace fs = std::filesystem;

using Value = std::variant<std::string, bool, int>;

const Setting* FindSetting(std::span<const Setting> settings, std::string_view key) {
  for (const Setting& setting : settings) {
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
Status Assign(const Setting& setting, const Value& value) {
  return std::visit(
      [&]<typename T>(T* place) -> Status {
        const T* typed = std::get_if<T>(&value);
        if (typed == nullptr) return InvalidInput("{} has the wrong type", setting.key);
        if constexpr (std::is_same_v<T, int>) {
          if (*typed < setting.low || *typed > setting.high) {
            return InvalidInput("{} must lie between {} and {}", setting.key, setting.low,
                                setting.high);
          }
        }
        *place = *typed;
        return Ok();
      },
      setting.place);
}

// Text from the environment or the command line, by the type that the setting has.
Result<Value> ParseAs(const Setting& setting, const std::string& text) {
  if (std::holds_alternative<std::string*>(setting.place)) return Value(text);
  if (std::holds_alternative<bool*>(setting.place)) {
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
                 std::span<const Setting> settings, Origins& origins) {
  for (const auto& [name, node] : table) {
    const std::string key = prefix + std::string(name.str());
    const std::string place = fmt::format("{}:{}", file, node.source().begin.line);
    if (const toml::table* inner = node.as_table()) {
      CHOWKI_RETURN_IF_ERROR(ReadTable(*inner, key + ".", file, settings, origins));
      continue;
    }
    const Setting* setting = FindSetting(settings, key);
    if (setting == nullptr) return InvalidInput("{}: there is no setting {}", place, key);
    const auto value = FromToml(node);
    if (!value) return InvalidInput("{}: {} has the wrong type", place, key);
    CHOWKI_RETURN_IF_ERROR(Annotate(Assign(*setting, *value), place));
    origins[key] = place;
  }
  return Ok();
}

Status ReadFile(const fs::path& file, std::span<const Setting> settings, Origins& origins) {
  if (!fs::is_regular_file(file)) return NotFound("there is no file {}", file.string());
  try {
    const toml::table table = toml::parse_file(file.string());
    return ReadTable(table, "", file.string(), settings, origins);
  } catch (const toml::parse_error& error) {
    return InvalidInput("{}:{}: {}", file.string(), error.source().begin.line, error.description());
  }
}

Status ReadEnvironment(const Environment& environment, std::span<const Setting> settings,
                       Origins& origins) {
  for (const Setting& setting : settings) {
    const std::string name = VariableName(setting.key);
    const auto text = environment(name);
    if (!text) continue;
    const auto value = ParseAs(setting, *text);
    if (!value.ok()) return Annotate(value.status(), name);
    CHOWKI_RETURN_IF_ERROR(Annotate(Assign(setting, *value), name));
    origins[setting.key] = name;
  }
  return Ok();
}

Status ReadSet(const std::vector<std::string>& set, std::span<const Setting> settings,
               Origins& origins) {
  for (const std::string& assignment : set) {
    const std::size_t equals = assignment.find('=');
    const std::string key = assignment.substr(0, equals);
    const Setting* setting = FindSetting(settings, key);
    if (setting == nullptr || equals == std::string::npos) {
      return InvalidInput("--set {}: there is no setting {}", assignment, key);
    }
    const auto value = ParseAs(*setting, assignment.substr(equals + 1));
    if (!value.ok()) return Annotate(value.status(), "--set");
    CHOWKI_RETURN_IF_ERROR(Annotate(Assign(*setting, *value), "--set"));
    origins[key] = "--set";
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

Result<Origins> LoadSettings(std::span<const Setting> settings, const std::optional<fs::path>& file,
                             const Environment& environment, const std::vector<std::string>& set) {
  Origins origins;
  for (const Setting& setting : settings) origins[setting.key] = "default";
  if (file) CHOWKI_RETURN_IF_ERROR(ReadFile(*file, settings, origins));
  CHOWKI_RETURN_IF_ERROR(ReadEnvironment(environment, settings, origins));
  CHOWKI_RETURN_IF_ERROR(ReadSet(set, settings, origins));
  return origins;
}

std::string Describe(std::span<const Setting> settings, const Origins& origins) {
  std::string text;
  for (const Setting& setting : settings) {
    const std::string value = std::visit(
        []<typename T>(const T* place) -> std::string {
          if constexpr (std::is_same_v<T, std::string>) return Quoted(*place);
          return fmt::format("{}", *place);
        },
        setting.place);
    text += fmt::format("{} = {}  # {}\n", setting.key, value, origins.at(setting.key));
  }
  return text;
}

}  // namespace chowki::app
