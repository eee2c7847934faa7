#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "trust/key_id.h"
#include "trust/secret.h"

namespace chowki::trust {

// X25519 with XSalsa20-Poly1305: libsodium's crypto_box_seal. The sender stays unknown.

// The public half: whoever has it can seal, nobody with it alone can open.
struct SealingKey {
  std::array<std::uint8_t, 32> bytes{};
  [[nodiscard]] KeyId id() const { return IdOf(bytes); }
  [[nodiscard]] std::string Seal(Bytes text) const;  // 48 bytes longer
  bool operator==(const SealingKey&) const = default;
};

// The secret half.
class OpeningKey {
 public:
  [[nodiscard]] static OpeningKey Make();
  // secret: the 32 bytes of the X25519 secret key, as in a key file.
  [[nodiscard]] static OpeningKey FromSecret(const Secret<32>& secret);

  [[nodiscard]] const SealingKey& sealing_key() const { return sealing_key_; }
  [[nodiscard]] const Secret<32>& secret() const { return secret_; }
  // false when it was sealed to another key or altered. sealed must be 48 bytes longer than text.
  [[nodiscard]] bool Open(std::string_view sealed, std::span<std::uint8_t> text) const;

 private:
  OpeningKey() = default;
  Secret<32> secret_;
  SealingKey sealing_key_;
};

}  // namespace chowki::trust
