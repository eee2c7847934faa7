#pragma once

#include <array>
#include <cstdint>

#include "base/digest.h"

namespace chowki::trust {

// Which key: the first 16 bytes of SHA-256 over the public key. Computed, never taken from a file.
using KeyId = std::array<std::uint8_t, 16>;

[[nodiscard]] KeyId IdOf(Bytes public_key);

}  // namespace chowki::trust
