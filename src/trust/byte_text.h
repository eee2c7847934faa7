#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/digest.h"

namespace chowki::trust {

// Between the two forms that bytes have here: Bytes, and the std::string of protobuf and files.

[[nodiscard]] inline Bytes AsBytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

[[nodiscard]] inline std::string AsText(Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// Exactly N bytes, or nothing.
template <size_t N>
[[nodiscard]] std::optional<std::array<std::uint8_t, N>> AsArray(std::string_view text) {
  if (text.size() != N) return std::nullopt;
  std::array<std::uint8_t, N> array{};
  for (size_t i = 0; i < N; ++i) array[i] = static_cast<std::uint8_t>(text[i]);
  return array;
}

}  // namespace chowki::trust
