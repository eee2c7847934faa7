#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace chowki::log {

enum class Level { kDebug, kInfo, kWarning, kError };

// What may stand in a log line: numbers, truth values, and ids or codes that this program made
// itself. There is no way from an identity, a name or a document number to a Value, so that logging
// personal data does not compile.
class Value {
 public:
  Value(bool v) : value_(v) {}
  Value(int v) : value_(std::int64_t{v}) {}
  Value(std::int64_t v) : value_(v) {}
  Value(std::uint64_t v) : value_(static_cast<std::int64_t>(v)) {}
  Value(double v) : value_(v) {}
  Value(const char* v) : value_(std::string(v)) {}

  // For ids, reason codes, file names of our own, versions: the caller vouches that it is no
  // personal data.
  [[nodiscard]] static Value Id(std::string_view id) { return Value(std::string(id)); }

  [[nodiscard]] const std::variant<bool, std::int64_t, double, std::string>& get() const {
    return value_;
  }

 private:
  explicit Value(std::string id) : value_(std::move(id)) {}
  std::variant<bool, std::int64_t, double, std::string> value_;
};

using Field = std::pair<std::string_view, Value>;

// One JSON object a line on standard error: time, level, event, then the fields in the given order.
//
// event   a constant of the form room.what_happened.
// thread  safe; a line is written whole.
void Write(Level level, std::string_view event, std::initializer_list<Field> fields = {});

inline void Debug(std::string_view event, std::initializer_list<Field> fields = {}) {
  Write(Level::kDebug, event, fields);
}
inline void Info(std::string_view event, std::initializer_list<Field> fields = {}) {
  Write(Level::kInfo, event, fields);
}
inline void Warning(std::string_view event, std::initializer_list<Field> fields = {}) {
  Write(Level::kWarning, event, fields);
}
inline void Error(std::string_view event, std::initializer_list<Field> fields = {}) {
  Write(Level::kError, event, fields);
}

// Lines below this level are dropped. Default kInfo.
void SetLevel(Level level);

// The line that Write would print, without its end. Shown for tests.
[[nodiscard]] std::string Format(Level level, std::string_view event,
                                 std::initializer_list<Field> fields);

}  // namespace chowki::log
