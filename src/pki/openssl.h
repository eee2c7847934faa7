#pragma once

// Owners for what OpenSSL allocates, and its error queue as text. Only .cc files of pki include it.

#include <memory>
#include <string>

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "base/status.h"

namespace chowki::pki {

template <auto kFree>
struct FreeBy {
  template <typename T>
  void operator()(T* object) const {
    kFree(object);
  }
};

using BioPtr = std::unique_ptr<BIO, FreeBy<BIO_free_all>>;
using BignumPtr = std::unique_ptr<BIGNUM, FreeBy<BN_free>>;
using KeyPtr = std::unique_ptr<EVP_PKEY, FreeBy<EVP_PKEY_free>>;
using X509Ptr = std::unique_ptr<X509, FreeBy<X509_free>>;
using RequestPtr = std::unique_ptr<X509_REQ, FreeBy<X509_REQ_free>>;
using ExtensionPtr = std::unique_ptr<X509_EXTENSION, FreeBy<X509_EXTENSION_free>>;
using NamesPtr = std::unique_ptr<GENERAL_NAMES, FreeBy<GENERAL_NAMES_free>>;

// The oldest error in this thread's queue, which is emptied. For calls that only fail when
// something is wrong with the library or the memory.
[[nodiscard]] Status OpenSslError(std::string_view doing);

[[nodiscard]] BioPtr ReadOnly(std::string_view bytes);
[[nodiscard]] std::string Contents(BIO* memory);

// errors  kInvalidArgument: no private key in the text.
[[nodiscard]] Result<KeyPtr> ReadPrivateKey(std::string_view pem);

// DER of a SubjectPublicKeyInfo.
[[nodiscard]] Result<std::string> PublicKeyBytes(const EVP_PKEY* key);

}  // namespace chowki::pki
