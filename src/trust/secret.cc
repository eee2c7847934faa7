#include "trust/secret.h"

#include <sodium.h>

namespace chowki::trust {

void Wipe(std::span<std::uint8_t> bytes) { sodium_memzero(bytes.data(), bytes.size()); }

}  // namespace chowki::trust
