#include "pki/certificate_request.h"

#include <functional>
#include <memory>

#include <catch2/catch.hpp>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

#include "pki/certificate.h"
#include "pki/issuer.h"
#include "pki/private_key.h"
#include "support/test_pki.h"

namespace chowki::pki {
namespace {

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Request = std::unique_ptr<X509_REQ, decltype(&X509_REQ_free)>;

std::string FaultOf(const Result<std::string>& key) {
  if (key.ok()) return "none";
  const auto detail = Detail(key.status());
  return detail && detail->reason == "CERTIFICATE_REQUEST_UNFIT" ? detail->metadata.at("fault")
                                                                 : Message(key.status());
}

// A request as somebody else's program would make it.
//
// change  may do to it what it likes before it is signed.
std::string RequestOf(EVP_PKEY* key, const std::function<void(X509_REQ*)>& change = {},
                      EVP_PKEY* signer = nullptr) {
  const Request request(X509_REQ_new(), X509_REQ_free);
  X509_REQ_set_pubkey(request.get(), key);
  if (change) change(request.get());
  const EVP_MD* digest = EVP_PKEY_get_base_id(key) == EVP_PKEY_ED25519 ? nullptr : EVP_sha256();
  REQUIRE(X509_REQ_sign(request.get(), signer != nullptr ? signer : key, digest) > 0);
  const std::unique_ptr<BIO, decltype(&BIO_free)> pem(BIO_new(BIO_s_mem()), BIO_free);
  PEM_write_bio_X509_REQ(pem.get(), request.get());
  const char* bytes = nullptr;
  const long size = BIO_get_mem_data(pem.get(), &bytes);
  return std::string(bytes, static_cast<std::size_t>(size));
}

Key Curve(const char* name) { return Key(EVP_EC_gen(name), EVP_PKEY_free); }

TEST_CASE("a request proves its key and says nothing else", "[pki]") {
  const auto key = MakePrivateKey();
  REQUIRE(key.ok());
  const auto request = MakeRequest(*key);
  REQUIRE(request.ok());
  CHECK(*ReadRequest(*request) == *PublicKeyOf(*key));
  CHECK(*key != *MakePrivateKey());
}

TEST_CASE("only keys on P-256 and P-384 are taken", "[pki]") {
  CHECK(FaultOf(ReadRequest(RequestOf(Curve("P-256").get()))) == "none");
  CHECK(FaultOf(ReadRequest(RequestOf(Curve("P-384").get()))) == "none");
  CHECK(FaultOf(ReadRequest(RequestOf(Curve("P-224").get()))) == "key");
  CHECK(FaultOf(ReadRequest(RequestOf(Curve("P-521").get()))) == "key");
  CHECK(FaultOf(ReadRequest(RequestOf(Curve("secp256k1").get()))) == "key");
  for (const int bits : {1024, 2048}) {
    const Key rsa(EVP_RSA_gen(static_cast<unsigned>(bits)), EVP_PKEY_free);
    CHECK(FaultOf(ReadRequest(RequestOf(rsa.get()))) == "key");
  }
  const Key edwards(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"), EVP_PKEY_free);
  CHECK(FaultOf(ReadRequest(RequestOf(edwards.get()))) == "key");
  const Key spelled_out = Curve("P-256");
  REQUIRE(EVP_PKEY_set_utf8_string_param(spelled_out.get(), "encoding", "explicit") == 1);
  CHECK(FaultOf(ReadRequest(RequestOf(spelled_out.get()))) == "key");
}

TEST_CASE("what is no request, or whose key its sender does not have, is refused", "[pki]") {
  const Key ours = Curve("P-256");
  const Key theirs = Curve("P-256");
  CHECK(FaultOf(ReadRequest(RequestOf(ours.get(), {}, theirs.get()))) == "signature");
  CHECK(FaultOf(ReadRequest("")) == "not a request");
  CHECK(FaultOf(ReadRequest("-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n"
                            "-----END CERTIFICATE REQUEST-----\n")) == "not a request");
  CHECK(FaultOf(ReadRequest(std::string(kMaxRequestBytes + 1, 'A'))) == "too long");
  test::TestPki pki;
  CHECK(FaultOf(ReadRequest(test::ReadText(pki.authority()))) == "not a request");

  const std::string good = RequestOf(ours.get());
  for (std::size_t at = 0; at < good.size(); ++at) {
    std::string damaged = good;
    damaged[at] = static_cast<char>(damaged[at] ^ 1);
    const auto read = ReadRequest(damaged);
    // A changed armour or padding may leave the same request; never another key.
    if (read.ok()) CHECK(*read == *ReadRequest(good));
    // The last line may end without its newline.
    if (at + 1 < good.size()) CHECK_FALSE(ReadRequest(good.substr(0, at)).ok());
  }
}

TEST_CASE("a certificate says what the issuer was told, not what the request asks for", "[pki]") {
  const test::TempFolder folder;
  const SystemClock clock;
  const auto files = InitAuthority(folder.path(), "Test CA", clock);
  REQUIRE(files.ok());
  const auto issuer = Issuer::Load(test::ReadText(files->certificate), test::ReadText(files->key));
  REQUIRE(issuer.ok());
  const Key key = Curve("P-256");
  const auto public_key = ReadRequest(RequestOf(key.get(), [](X509_REQ* request) {
    const auto* name = reinterpret_cast<const unsigned char*>("amina");
    X509_NAME_add_entry_by_NID(X509_REQ_get_subject_name(request), NID_commonName, MBSTRING_UTF8,
                               name, -1, -1, 0);
    STACK_OF(X509_EXTENSION)* wishes = nullptr;
    for (const auto& [nid, value] : {std::pair{NID_basic_constraints, "critical,CA:TRUE"},
                                     {NID_subject_alt_name, "URI:chowki://role/admin"}}) {
      X509_EXTENSION* wish = X509V3_EXT_conf_nid(nullptr, nullptr, nid, value);
      X509v3_add_ext(&wishes, wish, -1);
      X509_EXTENSION_free(wish);
    }
    X509_REQ_add_extensions(request, wishes);
    sk_X509_EXTENSION_pop_free(wishes, X509_EXTENSION_free);
  }));
  REQUIRE(public_key.ok());
  Wish wish;
  wish.name = "post-7";
  wish.roles = {Role::kDevice};
  wish.days = 90;
  const auto pem = issuer->Issue(*public_key, wish, clock.Now());
  REQUIRE(pem.ok());
  CHECK(issuer->Issued(*pem));
  const auto certificate = ReadCertificate(*pem);
  REQUIRE(certificate.ok());
  CHECK(certificate->name == "post-7");
  CHECK(certificate->roles == std::vector{Role::kDevice});
  CHECK(certificate->key_sha256 == Sha256(*public_key));
  // It is no authority's, so nothing can be issued with it.
  const auto own_key = MakePrivateKey();
  const auto own = issuer->Issue(*PublicKeyOf(*own_key), wish, clock.Now());
  REQUIRE(own.ok());
  CHECK_FALSE(Issuer::Load(*own, *own_key).ok());
}

TEST_CASE("an issuer has both halves of one authority", "[pki]") {
  const test::TempFolder ours;
  const test::TempFolder theirs;
  const SystemClock clock;
  const auto first = InitAuthority(ours.path(), "Test CA", clock);
  const auto second = InitAuthority(theirs.path(), "Test CA", clock);
  REQUIRE((first.ok() && second.ok()));
  const std::string certificate = test::ReadText(first->certificate);
  CHECK_FALSE(Issuer::Load(certificate, test::ReadText(second->key)).ok());
  CHECK_FALSE(Issuer::Load(certificate, certificate).ok());
  CHECK_FALSE(Issuer::Load(test::ReadText(first->key), test::ReadText(first->key)).ok());
  const auto issuer = Issuer::Load(certificate, test::ReadText(first->key));
  REQUIRE(issuer.ok());
  CHECK(issuer->Issued(certificate));
  CHECK_FALSE(issuer->Issued(test::ReadText(second->certificate)));
  CHECK_FALSE(issuer->Issued("hello"));
  CHECK(issuer->fingerprint() == ReadCertificate(certificate)->sha256);
}

}  // namespace
}  // namespace chowki::pki
