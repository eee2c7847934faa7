#include "base/log.h"

#include <fmt/format.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "base/clock.h"
#include "base/date.h"

namespace chowki::log {
namespace {

spdlog::level::level_enum ToSpdlog(Level level) {
  switch (level) {
    case Level::kDebug:
      return spdlog::level::debug;
    case Level::kInfo:
      return spdlog::level::info;
    case Level::kWarning:
      return spdlog::level::warn;
    case Level::kError:
      return spdlog::level::err;
  }
  return spdlog::level::err;
}

std::string_view Name(Level level) {
  switch (level) {
    case Level::kDebug:
      return "debug";
    case Level::kInfo:
      return "info";
    case Level::kWarning:
      return "warning";
    case Level::kError:
      return "error";
  }
  return "error";
}

spdlog::logger& Sink() {
  static spdlog::logger& logger = []() -> spdlog::logger& {
    static spdlog::logger made("chowki", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made.set_pattern("%v");
    made.set_level(spdlog::level::info);
    return made;
  }();
  return logger;
}

void AppendQuoted(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      out += c;
    }
  }
  out += '"';
}

void AppendValue(std::string& out, const Value& value) {
  std::visit(
      [&](const auto& v) {
        using T = std::decay_t<decltype(v)>;
        if constexpr (std::is_same_v<T, std::string>) {
          AppendQuoted(out, v);
        } else {
          out += fmt::format("{}", v);
        }
      },
      value.get());
}

}  // namespace

std::string Format(Level level, std::string_view event, std::initializer_list<Field> fields) {
  std::string line = fmt::format(
      "{{\"time\":\"{}\",\"level\":\"{}\",\"event\":", ToIsoTime(SystemClock().Now()), Name(level));
  AppendQuoted(line, event);
  for (const auto& [key, value] : fields) {
    line += ',';
    AppendQuoted(line, key);
    line += ':';
    AppendValue(line, value);
  }
  line += '}';
  return line;
}

void Write(Level level, std::string_view event, std::initializer_list<Field> fields) {
  if (!Sink().should_log(ToSpdlog(level))) return;
  Sink().log(ToSpdlog(level), "{}", Format(level, event, fields));
}

void SetLevel(Level level) { Sink().set_level(ToSpdlog(level)); }

}  // namespace chowki::log
