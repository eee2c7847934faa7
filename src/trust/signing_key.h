#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "trust/key_id.h"
#include "trust/secret.h"

namespace chowki::trust {

// Ed25519 (RFC 8032), by libsodium.
using SignatureBytes = std::array<std::uint8_t, 64>;

// The public half: checks signatures.
struct VerifyKey {
  std::array<std::uint8_t, 32> bytes{};
  [[nodiscard]] KeyId id() const { return IdOf(bytes); }
  [[nodiscard]] bool Accepts(std::string_view message, const SignatureBytes& signature) const;
  bool operator==(const VerifyKey&) const = default;
};

// The secret half.
class SigningKey {
 public:
  [[nodiscard]] static SigningKey Make();  // from the system's randomness
  [[nodiscard]] static SigningKey FromSeed(const Secret<32>& seed);

  [[nodiscard]] const VerifyKey& verify_key() const { return verify_key_; }
  [[nodiscard]] Secret<32> Seed() const;
  [[nodiscard]] SignatureBytes Sign(std::string_view message) const;

 private:
  SigningKey() = default;
  Secret<64> secret_;  // libsodium's form: seed and public key
  VerifyKey verify_key_;
};

}  // namespace chowki::trust
