#include "trust/sealing_key.h"

#include <algorithm>

#include <sodium.h>

#include "base/status.h"
#include "trust/byte_text.h"
#include "trust/start_sodium.h"

namespace chowki::trust {

static_assert(crypto_box_PUBLICKEYBYTES == 32 && crypto_box_SECRETKEYBYTES == 32 &&
              crypto_box_SEALBYTES == 48);

std::string SealingKey::Seal(Bytes text) const {
  StartSodium();
  std::string sealed(text.size() + crypto_box_SEALBYTES, '\0');
  CHOWKI_CHECK(crypto_box_seal(reinterpret_cast<std::uint8_t*>(sealed.data()), text.data(),
                               text.size(), bytes.data()) == 0);
  return sealed;
}

OpeningKey OpeningKey::Make() {
  StartSodium();
  Secret<32> secret;
  randombytes_buf(secret.bytes().data(), secret.bytes().size());
  return FromSecret(secret);
}

OpeningKey OpeningKey::FromSecret(const Secret<32>& secret) {
  StartSodium();
  OpeningKey key;
  std::copy(secret.bytes().begin(), secret.bytes().end(), key.secret_.bytes().begin());
  CHOWKI_CHECK(crypto_scalarmult_base(key.sealing_key_.bytes.data(), secret.bytes().data()) == 0);
  return key;
}

bool OpeningKey::Open(std::string_view sealed, std::span<std::uint8_t> text) const {
  if (sealed.size() != text.size() + crypto_box_SEALBYTES) return false;
  return crypto_box_seal_open(text.data(), AsBytes(sealed).data(), sealed.size(),
                              sealing_key_.bytes.data(), secret_.bytes().data()) == 0;
}

}  // namespace chowki::trust
