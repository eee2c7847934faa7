#include "base/hasher.h"

#include <openssl/evp.h>

namespace chowki {

void Hasher::Free::operator()(evp_md_ctx_st* context) const { EVP_MD_CTX_free(context); }

Hasher::Hasher() : context_(EVP_MD_CTX_new()) {
  CHOWKI_CHECK(context_ != nullptr);
  CHOWKI_CHECK(EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) == 1);
}
Hasher::~Hasher() = default;
Hasher::Hasher(Hasher&&) noexcept = default;
Hasher& Hasher::operator=(Hasher&&) noexcept = default;

void Hasher::Add(Bytes bytes) {
  CHOWKI_CHECK(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1);
}

Digest Hasher::Finish() {
  Digest digest{};
  unsigned length = 0;
  CHOWKI_CHECK(EVP_DigestFinal_ex(context_.get(), digest.data(), &length) == 1);
  CHOWKI_CHECK(length == digest.size());
  // Without a type the context keeps its own: no search for the algorithm.
  CHOWKI_CHECK(EVP_DigestInit_ex(context_.get(), nullptr, nullptr) == 1);
  return digest;
}

}  // namespace chowki
