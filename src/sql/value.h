#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/digest.h"

namespace chowki::sql {

// Bytes that are no text: BLOB in SQLite, BYTEA in PostgreSQL.
struct Blob {
  std::string bytes;
  bool operator==(const Blob&) const = default;
};

// One value on its way into a statement or out of a row.
using Value = std::variant<std::nullptr_t, std::int64_t, std::string, Blob>;

[[nodiscard]] inline Value ToValue(Value value) { return value; }
[[nodiscard]] inline Value ToValue(std::nullptr_t) { return nullptr; }
[[nodiscard]] inline Value ToValue(std::int64_t value) { return value; }
[[nodiscard]] inline Value ToValue(int value) { return std::int64_t{value}; }
[[nodiscard]] inline Value ToValue(bool value) { return std::int64_t{value}; }
[[nodiscard]] inline Value ToValue(std::string text) { return text; }
[[nodiscard]] inline Value ToValue(std::string_view text) { return std::string(text); }
[[nodiscard]] inline Value ToValue(const char* text) { return std::string(text); }
[[nodiscard]] inline Value ToValue(Blob blob) { return blob; }
[[nodiscard]] inline Value ToValue(const Digest& digest) {
  return Blob{{reinterpret_cast<const char*>(digest.data()), digest.size()}};
}
template <typename T>
[[nodiscard]] Value ToValue(const std::optional<T>& value) {
  return value ? ToValue(*value) : Value(nullptr);
}

}  // namespace chowki::sql
