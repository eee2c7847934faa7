#include "pki/openssl.h"

#include <array>

#include <openssl/err.h>
#include <openssl/pem.h>

namespace chowki::pki {

Status OpenSslError(std::string_view doing) {
  std::array<char, 256> text{};
  ERR_error_string_n(ERR_get_error(), text.data(), text.size());
  ERR_clear_error();
  return Internal("{}: {}", doing, text.data());
}

BioPtr ReadOnly(std::string_view bytes) {
  return BioPtr(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
}

std::string Contents(BIO* memory) {
  const char* bytes = nullptr;
  const long size = BIO_get_mem_data(memory, &bytes);
  return std::string(bytes, static_cast<std::size_t>(size));
}

Result<KeyPtr> ReadPrivateKey(std::string_view pem) {
  KeyPtr key(PEM_read_bio_PrivateKey(ReadOnly(pem).get(), nullptr, nullptr, nullptr));
  ERR_clear_error();
  if (!key) return InvalidInput("no private key in PEM form");
  return key;
}

Result<std::string> PublicKeyBytes(const EVP_PKEY* key) {
  unsigned char* der = nullptr;
  const int size = i2d_PUBKEY(key, &der);
  if (size <= 0) return OpenSslError("writing a public key");
  std::string bytes(der, der + size);
  OPENSSL_free(der);
  return bytes;
}

}  // namespace chowki::pki
