#include "pki/certificate_form.h"

#include <array>

#include <openssl/pem.h>
#include <openssl/rand.h>

namespace chowki::pki {
namespace {

constexpr int kSerialBytes = 16;
// Machines at a border disagree about the time.
constexpr std::chrono::minutes kBackdated{10};

Status SetSerial(X509* certificate) {
  std::array<unsigned char, kSerialBytes> bytes{};
  if (RAND_bytes(bytes.data(), bytes.size()) != 1) return OpenSslError("making a serial number");
  bytes[0] = static_cast<unsigned char>((bytes[0] & 0x7f) | 0x40);  // positive, full length
  const BignumPtr number(BN_bin2bn(bytes.data(), bytes.size(), nullptr));
  if (!number || BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) == nullptr) {
    return OpenSslError("making a serial number");
  }
  return Ok();
}

}  // namespace

Result<X509Ptr> NewCertificate(const std::string& name, EVP_PKEY* key, int days, Time now) {
  X509Ptr certificate(X509_new());
  if (!certificate) return OpenSslError("making a certificate");
  X509_set_version(certificate.get(), X509_VERSION_3);
  CHOWKI_RETURN_IF_ERROR(SetSerial(certificate.get()));
  std::time_t at = std::chrono::system_clock::to_time_t(now);
  const long backdated_s = -std::chrono::seconds(kBackdated).count();
  X509_time_adj_ex(X509_getm_notBefore(certificate.get()), 0, backdated_s, &at);
  X509_time_adj_ex(X509_getm_notAfter(certificate.get()), days, 0, &at);
  X509_NAME* subject = X509_get_subject_name(certificate.get());
  const auto* utf8 = reinterpret_cast<const unsigned char*>(name.data());
  if (X509_NAME_add_entry_by_NID(subject, NID_commonName, MBSTRING_UTF8, utf8,
                                 static_cast<int>(name.size()), -1, 0) != 1 ||
      X509_set_pubkey(certificate.get(), key) != 1) {
    return OpenSslError("filling a certificate");
  }
  return certificate;
}

Status AddExtension(X509* certificate, X509* issuer, int nid, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  const ExtensionPtr extension(X509V3_EXT_nconf_nid(nullptr, &context, nid, value.c_str()));
  if (!extension || X509_add_ext(certificate, extension.get(), -1) != 1) {
    return OpenSslError("adding an extension");
  }
  return Ok();
}

Status Sign(X509* certificate, const X509* issuer, EVP_PKEY* issuer_key) {
  if (X509_set_issuer_name(certificate, X509_get_subject_name(issuer)) != 1 ||
      X509_sign(certificate, issuer_key, EVP_sha256()) == 0) {
    return OpenSslError("signing a certificate");
  }
  return Ok();
}

Result<std::string> ToPem(X509* certificate) {
  const BioPtr pem(BIO_new(BIO_s_mem()));
  if (!pem || PEM_write_bio_X509(pem.get(), certificate) != 1) return OpenSslError("writing PEM");
  return Contents(pem.get());
}

}  // namespace chowki::pki
