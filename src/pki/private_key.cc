#include "pki/private_key.h"

#include <openssl/pem.h>

#include "pki/openssl.h"

namespace chowki::pki {

Result<std::string> MakePrivateKey() {
  const KeyPtr key(EVP_EC_gen("P-256"));
  const BioPtr pem(BIO_new(BIO_s_mem()));
  if (!key || !pem ||
      PEM_write_bio_PKCS8PrivateKey(pem.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) !=
          1) {
    return OpenSslError("making a key");
  }
  return Contents(pem.get());
}

Result<std::string> PublicKeyOf(std::string_view private_key_pem) {
  CHOWKI_ASSIGN_OR_RETURN(const KeyPtr key, ReadPrivateKey(private_key_pem));
  return PublicKeyBytes(key.get());
}

}  // namespace chowki::pki
