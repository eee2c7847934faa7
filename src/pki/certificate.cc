#include "pki/certificate.h"

#include <algorithm>
#include <ctime>

#include <openssl/err.h>
#include <openssl/pem.h>

#include "pki/openssl.h"

namespace chowki::pki {
namespace {

Result<Time> ToTime(const ASN1_TIME* time) {
  std::tm parts{};
  if (ASN1_TIME_to_tm(time, &parts) != 1) return InvalidInput("the certificate's dates are not");
  return std::chrono::system_clock::from_time_t(timegm(&parts));
}

std::string CommonName(const X509* certificate) {
  const X509_NAME* subject = X509_get_subject_name(certificate);
  const int place = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
  if (place < 0) return {};
  unsigned char* utf8 = nullptr;
  const int size =
      ASN1_STRING_to_UTF8(&utf8, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, place)));
  if (size < 0) return {};
  std::string name(utf8, utf8 + size);
  OPENSSL_free(utf8);
  return name;
}

std::vector<Role> RolesOf(const X509* certificate) {
  const NamesPtr names(static_cast<GENERAL_NAMES*>(
      X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
  std::vector<Role> roles;
  for (int i = 0; names && i < sk_GENERAL_NAME_num(names.get()); ++i) {
    const GENERAL_NAME* name = sk_GENERAL_NAME_value(names.get(), i);
    if (name->type != GEN_URI) continue;
    const ASN1_IA5STRING* uri = name->d.uniformResourceIdentifier;
    const unsigned char* data = ASN1_STRING_get0_data(uri);
    const std::string text(data, data + ASN1_STRING_length(uri));
    if (!text.starts_with(kRoleUri)) continue;
    const auto role = RoleFromName(std::string_view(text).substr(kRoleUri.size()));
    if (role && std::find(roles.begin(), roles.end(), *role) == roles.end()) {
      roles.push_back(*role);
    }
  }
  return roles;
}

Result<std::string> SerialOf(const X509* certificate) {
  const BignumPtr number(ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate), nullptr));
  if (!number) return OpenSslError("reading a serial number");
  std::string bytes(static_cast<std::size_t>(BN_num_bytes(number.get())), '\0');
  BN_bn2bin(number.get(), reinterpret_cast<unsigned char*>(bytes.data()));
  std::string hex;
  for (const char byte : bytes) hex += fmt::format("{:02x}", static_cast<unsigned char>(byte));
  const std::size_t first = hex.find_first_not_of('0');
  return first == std::string::npos ? "0" : hex.substr(first);
}

Result<Digest> FingerprintOf(const X509* certificate) {
  Digest digest{};
  unsigned int size = 0;
  if (X509_digest(certificate, EVP_sha256(), digest.data(), &size) != 1 || size != digest.size()) {
    return OpenSslError("hashing a certificate");
  }
  return digest;
}

}  // namespace

Result<Certificate> ReadCertificate(std::string_view pem) {
  const BioPtr bio = ReadOnly(pem);
  const X509Ptr x509(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
  if (!x509) {
    ERR_clear_error();
    return InvalidInput("no certificate in PEM form");
  }
  Certificate certificate;
  certificate.name = CommonName(x509.get());
  if (certificate.name.empty()) return InvalidInput("the certificate has no common name");
  certificate.roles = RolesOf(x509.get());
  CHOWKI_ASSIGN_OR_RETURN(certificate.serial, SerialOf(x509.get()));
  CHOWKI_ASSIGN_OR_RETURN(certificate.not_before, ToTime(X509_get0_notBefore(x509.get())));
  CHOWKI_ASSIGN_OR_RETURN(certificate.not_after, ToTime(X509_get0_notAfter(x509.get())));
  CHOWKI_ASSIGN_OR_RETURN(certificate.sha256, FingerprintOf(x509.get()));
  const EVP_PKEY* key = X509_get0_pubkey(x509.get());
  if (key == nullptr) {
    ERR_clear_error();
    return InvalidInput("the certificate's public key cannot be read");
  }
  CHOWKI_ASSIGN_OR_RETURN(const std::string public_key, PublicKeyBytes(key));
  certificate.key_sha256 = Sha256(public_key);
  return certificate;
}

}  // namespace chowki::pki
