#include "service/caller.h"

#include <catch2/catch.hpp>

#include "base/text.h"
#include "pki/certificate.h"
#include "support/test_pki.h"

namespace chowki::service {
namespace {

using pki::Role;

TEST_CASE("a caller is who his certificate says", "[service]") {
  test::TestPki pki;
  const auto files = pki.Client("desk-1", {Role::kOfficer, Role::kAuditor});
  const auto caller = CallerFromCertificate(test::ReadText(files.certificate), {});
  REQUIRE(caller.ok());
  CHECK(caller->name == "desk-1");
  CHECK(caller->roles == RoleSet{Role::kOfficer, Role::kAuditor});
  CHECK(caller->MaySeeReasons());
}

TEST_CASE("kiosks do not see reasons, nor does anybody without a role", "[service]") {
  CHECK_FALSE(Caller{"kiosk-1", {Role::kKiosk}}.MaySeeReasons());
  CHECK_FALSE(Caller{"x", {}}.MaySeeReasons());
  CHECK(Caller{"both", {Role::kKiosk, Role::kOfficer}}.MaySeeReasons());
}

TEST_CASE("a revoked certificate is refused, however its serial number is written", "[service]") {
  test::TestPki pki;
  const std::string pem = test::ReadText(pki.Client("desk-1", {Role::kOfficer}).certificate);
  const std::string serial = pki::ReadCertificate(pem)->serial;
  std::string colons;
  for (std::size_t i = 0; i < serial.size(); i += 2) {
    colons += (i == 0 ? "" : ":") + AsciiUpper(serial.substr(i, 2));
  }
  for (const std::string& text : {serial, colons, "# stolen\n00" + serial + " # desk\n"}) {
    INFO(text);
    const auto revoked = ParseRevokedSerials(text);
    REQUIRE(revoked.ok());
    const auto caller = CallerFromCertificate(pem, *revoked);
    CHECK(caller.status().code() == StatusCode::kPermissionDenied);
    CHECK(Detail(caller.status())->reason == "CERTIFICATE_REVOKED");
  }
  CHECK(CallerFromCertificate(pem, ParseRevokedSerials("ab12").value()).ok());
}

TEST_CASE("a list of revoked serial numbers with a wrong line is refused whole", "[service]") {
  const auto revoked = ParseRevokedSerials("ab\n\nxyz\n");
  CHECK(revoked.status().code() == StatusCode::kInvalidArgument);
  CHECK_THAT(Message(revoked.status()), Catch::StartsWith("line 3"));
}

TEST_CASE("bytes that are no certificate name nobody", "[service]") {
  const auto caller = CallerFromCertificate("hello", {});
  CHECK(caller.status().code() == StatusCode::kUnauthenticated);
  CHECK(Detail(caller.status())->reason == "CERTIFICATE_UNKNOWN");
}

TEST_CASE("without a role in the row there is no access, and it is said why", "[service]") {
  const Status denied = CheckAccess({"janitor", {}}, "/a.b/C", {Role::kOfficer});
  CHECK(denied.code() == StatusCode::kPermissionDenied);
  const auto detail = Detail(denied);
  REQUIRE(detail.has_value());
  CHECK(detail->reason == "ROLE_MISSING");
  CHECK(detail->metadata.at("roles") == "none");
  CHECK(detail->metadata.at("needed") == "officer");
  CHECK_FALSE(CheckAccess({"admin", {Role::kAdmin}}, "/a.b/C", {}).ok());
}

}  // namespace
}  // namespace chowki::service
