#include "pki/certificate.h"

#include <fstream>

#include <catch2/catch.hpp>

#include "pki/authority.h"
#include "support/temp_folder.h"

namespace chowki::pki {
namespace {

std::string ReadAll(const std::filesystem::path& file) {
  std::ifstream in(file);
  return std::string((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
}

TEST_CASE("a certificate says who its holder is", "[pki]") {
  const test::TempFolder dir;
  const FixedClock clock(Time(std::chrono::seconds(1'760'000'000)));
  REQUIRE(InitAuthority(dir.path(), "Test CA", clock).ok());
  Wish wish;
  wish.name = "desk-2";
  wish.roles = {Role::kOfficer, Role::kSupervisor};
  wish.days = 30;
  const auto files = Issue(dir.path(), wish, clock);
  REQUIRE(files.ok());
  const auto certificate = ReadCertificate(ReadAll(files->certificate));
  REQUIRE(certificate.ok());
  CHECK(certificate->name == "desk-2");
  CHECK(certificate->roles == wish.roles);
  CHECK(certificate->serial.size() == 32);
  CHECK(certificate->not_after == clock.Now() + std::chrono::days(30));
  CHECK(certificate->not_before < clock.Now());
}

TEST_CASE("what is no certificate is refused", "[pki]") {
  for (const char* text :
       {"", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "hello"}) {
    CHECK(ReadCertificate(text).status().code() == StatusCode::kInvalidArgument);
  }
}

TEST_CASE("roles have names, and only those", "[pki]") {
  for (const Role role : kAllRoles) CHECK(RoleFromName(Name(role)) == role);
  CHECK_FALSE(RoleFromName("root").has_value());
  CHECK_FALSE(RoleFromName("").has_value());
}

}  // namespace
}  // namespace chowki::pki
