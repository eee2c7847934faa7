#include "trust/signing_key.h"

#include <sodium.h>

#include "base/status.h"
#include "trust/byte_text.h"
#include "trust/start_sodium.h"

namespace chowki::trust {

static_assert(crypto_sign_PUBLICKEYBYTES == 32 && crypto_sign_SECRETKEYBYTES == 64 &&
              crypto_sign_SEEDBYTES == 32 && crypto_sign_BYTES == 64);

bool VerifyKey::Accepts(std::string_view message, const SignatureBytes& signature) const {
  StartSodium();
  const Bytes text = AsBytes(message);
  return crypto_sign_verify_detached(signature.data(), text.data(), text.size(), bytes.data()) == 0;
}

SigningKey SigningKey::Make() {
  StartSodium();
  Secret<32> seed;
  randombytes_buf(seed.bytes().data(), seed.bytes().size());
  return FromSeed(seed);
}

SigningKey SigningKey::FromSeed(const Secret<32>& seed) {
  StartSodium();
  SigningKey key;
  CHOWKI_CHECK(crypto_sign_seed_keypair(key.verify_key_.bytes.data(), key.secret_.bytes().data(),
                                        seed.bytes().data()) == 0);
  return key;
}

Secret<32> SigningKey::Seed() const {
  Secret<32> seed;
  CHOWKI_CHECK(crypto_sign_ed25519_sk_to_seed(seed.bytes().data(), secret_.bytes().data()) == 0);
  return seed;
}

SignatureBytes SigningKey::Sign(std::string_view message) const {
  SignatureBytes signature{};
  const Bytes text = AsBytes(message);
  CHOWKI_CHECK(crypto_sign_detached(signature.data(), nullptr, text.data(), text.size(),
                                    secret_.bytes().data()) == 0);
  return signature;
}

}  // namespace chowki::trust
