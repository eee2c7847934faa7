#include "pki/issuer.h"

#include <utility>

#include <openssl/err.h>
#include <openssl/pem.h>

#include "pki/certificate.h"
#include "pki/certificate_form.h"
#include "pki/openssl.h"

namespace chowki::pki {
namespace {

std::string AlternativeNames(const Wish& wish) {
  std::string names;
  const auto add = [&](std::string_view kind, std::string_view value) {
    if (!names.empty()) names += ',';
    names += fmt::format("{}:{}", kind, value);
  };
  for (const std::string& dns : wish.dns) add("DNS", dns);
  for (const std::string& ip : wish.ip) add("IP", ip);
  for (const Role role : wish.roles) add("URI", fmt::format("{}{}", kRoleUri, Name(role)));
  return names;
}

std::string Purposes(const Wish& wish) {
  const bool server = !wish.dns.empty() || !wish.ip.empty();
  if (server && !wish.roles.empty()) return "serverAuth,clientAuth";
  return server ? "serverAuth" : "clientAuth";
}

X509Ptr ReadX509(std::string_view pem) {
  X509Ptr certificate(PEM_read_bio_X509(ReadOnly(pem).get(), nullptr, nullptr, nullptr));
  ERR_clear_error();
  return certificate;
}

KeyPtr ReadPublicKey(std::string_view der) {
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  KeyPtr key(d2i_PUBKEY(nullptr, &at, static_cast<long>(der.size())));
  ERR_clear_error();
  return key;
}

}  // namespace

struct Issuer::Pair {
  X509Ptr certificate;
  KeyPtr key;
};

Issuer::Issuer(std::unique_ptr<Pair> pair, std::string certificate_pem, const Digest& fingerprint)
    : pair_(std::move(pair)),
      certificate_pem_(std::move(certificate_pem)),
      fingerprint_(fingerprint) {}
Issuer::Issuer(Issuer&& other) noexcept = default;
Issuer::~Issuer() = default;

Result<Issuer> Issuer::Load(std::string_view certificate_pem, std::string_view key_pem) {
  CHOWKI_ASSIGN_OR_RETURN(const Certificate certificate, ReadCertificate(certificate_pem));
  auto pair = std::make_unique<Pair>();
  pair->certificate = ReadX509(certificate_pem);
  CHOWKI_ASSIGN_OR_RETURN(pair->key, ReadPrivateKey(key_pem));
  X509* x509 = pair->certificate.get();
  const bool belong = X509_check_private_key(x509, pair->key.get()) == 1;
  const bool is_authority = X509_check_ca(x509) == 1;
  ERR_clear_error();
  if (!belong) return InvalidInput("the authority's certificate and key do not belong together");
  if (!is_authority) return InvalidInput("{} is no authority's certificate", certificate.name);
  CHOWKI_ASSIGN_OR_RETURN(std::string pem, ToPem(x509));
  return Issuer(std::move(pair), std::move(pem), certificate.sha256);
}

Result<std::string> Issuer::Issue(std::string_view public_key, const Wish& wish, Time now) const {
  CHOWKI_RETURN_IF_ERROR(Validate(wish));
  const KeyPtr key = ReadPublicKey(public_key);
  if (!key) return InvalidInput("not a public key");
  CHOWKI_ASSIGN_OR_RETURN(const X509Ptr certificate,
                          NewCertificate(wish.name, key.get(), wish.days, now));
  X509* leaf = certificate.get();
  X509* ca = pair_->certificate.get();
  CHOWKI_RETURN_IF_ERROR(AddExtension(leaf, ca, NID_basic_constraints, "critical,CA:FALSE"));
  CHOWKI_RETURN_IF_ERROR(AddExtension(leaf, ca, NID_key_usage, "critical,digitalSignature"));
  CHOWKI_RETURN_IF_ERROR(AddExtension(leaf, ca, NID_ext_key_usage, Purposes(wish)));
  CHOWKI_RETURN_IF_ERROR(AddExtension(leaf, ca, NID_subject_alt_name, AlternativeNames(wish)));
  CHOWKI_RETURN_IF_ERROR(AddExtension(leaf, ca, NID_subject_key_identifier, "hash"));
  CHOWKI_RETURN_IF_ERROR(AddExtension(leaf, ca, NID_authority_key_identifier, "keyid:always"));
  CHOWKI_RETURN_IF_ERROR(Sign(leaf, ca, pair_->key.get()));
  return ToPem(leaf);
}

bool Issuer::Issued(std::string_view certificate_pem) const {
  const X509Ptr certificate = ReadX509(certificate_pem);
  const bool issued = certificate && X509_verify(certificate.get(),
                                                 X509_get0_pubkey(pair_->certificate.get())) == 1;
  ERR_clear_error();
  return issued;
}

}  // namespace chowki::pki
