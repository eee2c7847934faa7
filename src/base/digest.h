#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/status.h"

namespace chowki {

using Bytes = std::span<const std::uint8_t>;

// SHA-256 (FIPS 180-4).
using Digest = std::array<std::uint8_t, 32>;

[[nodiscard]] Digest Sha256(Bytes bytes);
[[nodiscard]] Digest Sha256(std::string_view bytes);

[[nodiscard]] std::string ToHex(Bytes bytes);  // lower case
[[nodiscard]] Result<Digest> DigestFromHex(std::string_view hex);

}  // namespace chowki
