#include "screen/screening_id.h"

#include <array>
#include <cstdint>

#include <sys/random.h>

#include "base/digest.h"

namespace chowki::screen {

std::string NewScreeningId(Time now) {
  std::array<std::uint8_t, 16> id{};
  CHOWKI_CHECK(getrandom(id.data(), id.size(), 0) == static_cast<ssize_t>(id.size()));
  const auto millis = static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count());
  for (size_t i = 0; i < 6; ++i) id[i] = static_cast<std::uint8_t>(millis >> (8 * (5 - i)));
  id[6] = static_cast<std::uint8_t>((id[6] & 0x0F) | 0x70);
  id[8] = static_cast<std::uint8_t>((id[8] & 0x3F) | 0x80);
  const std::string hex = ToHex(id);
  return hex.substr(0, 8) + '-' + hex.substr(8, 4) + '-' + hex.substr(12, 4) + '-' +
         hex.substr(16, 4) + '-' + hex.substr(20);
}

}  // namespace chowki::screen
