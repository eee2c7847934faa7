#include "pki/authority.h"

#include <fstream>
#include <memory>

#include <catch2/catch.hpp>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include "pki/certificate.h"
#include "support/temp_folder.h"

namespace chowki::pki {
namespace {

namespace fs = std::filesystem;

const SystemClock kClock;

struct FreeX509 {
  void operator()(X509* certificate) const { X509_free(certificate); }
};
using Cert = std::unique_ptr<X509, FreeX509>;

std::string ReadAll(const fs::path& file) {
  std::ifstream in(file);
  return std::string((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
}

Cert Load(const fs::path& file) {
  const std::unique_ptr<BIO, decltype(&BIO_free)> bio(BIO_new_file(file.c_str(), "r"), BIO_free);
  return Cert(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
}

// OpenSSL's own verdict: X509_V_OK or the error's number.
int VerifyAs(const fs::path& ca, const fs::path& leaf, int purpose) {
  const Cert root = Load(ca);
  const Cert certificate = Load(leaf);
  const std::unique_ptr<X509_STORE, decltype(&X509_STORE_free)> store(X509_STORE_new(),
                                                                      X509_STORE_free);
  X509_STORE_add_cert(store.get(), root.get());
  const std::unique_ptr<X509_STORE_CTX, decltype(&X509_STORE_CTX_free)> context(
      X509_STORE_CTX_new(), X509_STORE_CTX_free);
  X509_STORE_CTX_init(context.get(), store.get(), certificate.get(), nullptr);
  X509_STORE_CTX_set_purpose(context.get(), purpose);
  X509_VERIFY_PARAM_set_flags(X509_STORE_CTX_get0_param(context.get()), X509_V_FLAG_X509_STRICT);
  X509_verify_cert(context.get());
  return X509_STORE_CTX_get_error(context.get());
}

Wish KioskWish() {
  Wish wish;
  wish.name = "kiosk-1";
  wish.roles = {Role::kKiosk};
  return wish;
}

TEST_CASE("what the authority issues stands OpenSSL's strict verification", "[pki]") {
  const test::TempFolder dir;
  const auto ca = InitAuthority(dir.path(), "Test CA", kClock);
  REQUIRE(ca.ok());
  const auto kiosk = Issue(dir.path(), KioskWish(), kClock);
  REQUIRE(kiosk.ok());
  Wish wish;
  wish.name = "chowkid";
  wish.dns = {"localhost"};
  wish.ip = {"127.0.0.1", "::1"};
  const auto server = Issue(dir.path(), wish, kClock);
  REQUIRE(server.ok());

  CHECK(VerifyAs(ca->certificate, kiosk->certificate, X509_PURPOSE_SSL_CLIENT) == X509_V_OK);
  CHECK(VerifyAs(ca->certificate, kiosk->certificate, X509_PURPOSE_SSL_SERVER) ==
        X509_V_ERR_INVALID_PURPOSE);
  CHECK(VerifyAs(ca->certificate, server->certificate, X509_PURPOSE_SSL_SERVER) == X509_V_OK);
  CHECK(VerifyAs(ca->certificate, server->certificate, X509_PURPOSE_SSL_CLIENT) ==
        X509_V_ERR_INVALID_PURPOSE);
  const Cert certificate = Load(server->certificate);
  CHECK(X509_check_host(certificate.get(), "localhost", 0, 0, nullptr) == 1);
  CHECK(X509_check_ip_asc(certificate.get(), "127.0.0.1", 0) == 1);
  CHECK(X509_check_host(certificate.get(), "example.org", 0, 0, nullptr) == 0);
}

TEST_CASE("another authority's certificate does not verify", "[pki]") {
  const test::TempFolder ours;
  const test::TempFolder theirs;
  const auto ca = InitAuthority(ours.path(), "Test CA", kClock);
  REQUIRE(InitAuthority(theirs.path(), "Test CA", kClock).ok());
  const auto foreign = Issue(theirs.path(), KioskWish(), kClock);
  REQUIRE(foreign.ok());
  CHECK(VerifyAs(ca->certificate, foreign->certificate, X509_PURPOSE_SSL_CLIENT) != X509_V_OK);
}

TEST_CASE("keys are the owner's alone, and nothing is overwritten", "[pki]") {
  const test::TempFolder dir;
  const auto ca = InitAuthority(dir.path(), "Test CA", kClock);
  REQUIRE(ca.ok());
  const auto kiosk = Issue(dir.path(), KioskWish(), kClock);
  REQUIRE(kiosk.ok());
  const auto owner_only = fs::perms::owner_read | fs::perms::owner_write;
  CHECK(fs::status(ca->key).permissions() == owner_only);
  CHECK(fs::status(kiosk->key).permissions() == owner_only);

  const std::string key_before = ReadAll(ca->key);
  CHECK(InitAuthority(dir.path(), "Other", kClock).status().code() == StatusCode::kAlreadyExists);
  CHECK(Issue(dir.path(), KioskWish(), kClock).status().code() == StatusCode::kAlreadyExists);
  CHECK(ReadAll(ca->key) == key_before);
}

TEST_CASE("a wish that makes no sense is refused before anything is written", "[pki]") {
  const test::TempFolder dir;
  CHECK(Issue(dir.path(), KioskWish(), kClock).status().code() == StatusCode::kNotFound);
  REQUIRE(InitAuthority(dir.path(), "Test CA", kClock).ok());
  Wish wish = KioskWish();
  SECTION("name leaves the folder") { wish.name = "../evil"; }
  SECTION("name is the authority's") { wish.name = "ca"; }
  SECTION("no purpose") { wish.roles.clear(); }
  SECTION("DNS name smuggles another extension") { wish.dns = {"a,URI:chowki://role/admin"}; }
  SECTION("no address") { wish.ip = {"300.1.1.1"}; }
  SECTION("no days") { wish.days = 0; }
  CHECK(Issue(dir.path(), wish, kClock).status().code() == StatusCode::kInvalidArgument);
  CHECK(std::distance(fs::directory_iterator(dir.path()), fs::directory_iterator()) == 2);
}

}  // namespace
}  // namespace chowki::pki
