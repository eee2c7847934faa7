#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "sql/value.h"

namespace chowki::sql {

// One row of an answer. Columns are 0-based; NULL, and a value of another type, reads as 0, "",
// empty: the schema says what a column holds.
class Row {
 public:
  explicit Row(std::vector<Value> values) : values_(std::move(values)) {}

  [[nodiscard]] bool IsNull(size_t column) const {
    return std::holds_alternative<std::nullptr_t>(values_.at(column));
  }
  [[nodiscard]] std::int64_t Int(size_t column) const {
    const auto* value = std::get_if<std::int64_t>(&values_.at(column));
    return value != nullptr ? *value : 0;
  }
  [[nodiscard]] bool Bool(size_t column) const { return Int(column) != 0; }
  [[nodiscard]] const std::string& Text(size_t column) const {
    const auto* value = std::get_if<std::string>(&values_.at(column));
    return value != nullptr ? *value : kNone;
  }
  [[nodiscard]] const std::string& Bytes(size_t column) const {
    const auto* value = std::get_if<Blob>(&values_.at(column));
    return value != nullptr ? value->bytes : kNone;
  }
  // nullopt unless the column holds 32 bytes.
  [[nodiscard]] std::optional<Digest> DigestAt(size_t column) const {
    const std::string& bytes = Bytes(column);
    Digest digest{};
    if (bytes.size() != digest.size()) return std::nullopt;
    std::copy(bytes.begin(), bytes.end(), digest.begin());
    return digest;
  }

 private:
  inline static const std::string kNone;
  std::vector<Value> values_;
};

}  // namespace chowki::sql
