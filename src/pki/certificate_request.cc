#include "pki/certificate_request.h"

#include <array>

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include "pki/openssl.h"

namespace chowki::pki {
namespace {

Status Unfit(const char* fault) {
  return WithDetail(InvalidInput("the certificate request does not serve: {}", fault),
                    {"CERTIFICATE_REQUEST_UNFIT", {{"fault", fault}}});
}

// A named curve of ours. Curves spelled out by their parameters have been used to smuggle in others
// (CVE-2020-0601).
bool IsFit(const EVP_PKEY* key) {
  if (EVP_PKEY_get_base_id(key) != EVP_PKEY_EC) return false;
  const auto text = [key](const char* parameter) {
    std::array<char, 64> value{};
    const bool there =
        EVP_PKEY_get_utf8_string_param(key, parameter, value.data(), value.size(), nullptr) == 1;
    return there ? std::string(value.data()) : std::string();
  };
  if (text(OSSL_PKEY_PARAM_EC_ENCODING) != OSSL_PKEY_EC_ENCODING_GROUP) return false;
  const std::string curve = text(OSSL_PKEY_PARAM_GROUP_NAME);
  return curve == SN_X9_62_prime256v1 || curve == SN_secp384r1;
}

}  // namespace

Result<std::string> MakeRequest(std::string_view private_key_pem) {
  CHOWKI_ASSIGN_OR_RETURN(const KeyPtr key, ReadPrivateKey(private_key_pem));
  const RequestPtr request(X509_REQ_new());
  const BioPtr pem(BIO_new(BIO_s_mem()));
  if (!request || !pem || X509_REQ_set_pubkey(request.get(), key.get()) != 1 ||
      X509_REQ_sign(request.get(), key.get(), EVP_sha256()) == 0 ||
      PEM_write_bio_X509_REQ(pem.get(), request.get()) != 1) {
    return OpenSslError("making a certificate request");
  }
  return Contents(pem.get());
}

Result<std::string> ReadRequest(std::string_view pem) {
  if (pem.size() > kMaxRequestBytes) return Unfit("too long");
  const RequestPtr request(PEM_read_bio_X509_REQ(ReadOnly(pem).get(), nullptr, nullptr, nullptr));
  EVP_PKEY* key = request ? X509_REQ_get0_pubkey(request.get()) : nullptr;
  const bool fit = key != nullptr && IsFit(key);
  const bool proven = fit && X509_REQ_verify(request.get(), key) == 1;
  ERR_clear_error();
  if (!request) return Unfit("not a request");
  if (!fit) return Unfit("key");
  if (!proven) return Unfit("signature");
  return PublicKeyBytes(key);
}

}  // namespace chowki::pki
