#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "base/status.h"
#include "pki/certificate.h"
#include "service/access.h"

namespace chowki::service {

// Who calls, by the certificate that TLS verified, or by what this process vouches for.
struct Caller {
  std::string name;
  RoleSet roles;
  std::optional<pki::Certificate> certificate{};  // nothing: he showed none
  // Signed in with a password at this process's own web page, and who there agreed to this call
  // with his own ("": nobody). Others say themselves who agreed.
  bool signed_in = false;
  std::string second_officer{};

  // "officer,supervisor"
  [[nodiscard]] std::string RolesText() const;

  // Kiosks are told the advice only; whoever is also an officer is no kiosk.
  [[nodiscard]] bool MaySeeReasons() const {
    return roles.Meets({pki::Role::kOfficer, pki::Role::kSupervisor, pki::Role::kAuditor});
  }
};

// Serial numbers of certificates that are not accepted any more: lower-case hex, no leading zeros.
using RevokedSerials = std::set<std::string, std::less<>>;

// Whether who shows a certificate is still let in: asked at every call, and again before it is
// answered. Any thread; it must be quick.
// errors  kPermissionDenied with CERTIFICATE_REVOKED.
using Vet = std::function<Status(const Caller&)>;

// One serial number a line, hex, colons allowed; empty lines and lines after # are skipped.
//
// errors  kInvalidArgument naming the line.
[[nodiscard]] Result<RevokedSerials> ParseRevokedSerials(std::string_view text);

// errors  kPermissionDenied with CERTIFICATE_REVOKED.
[[nodiscard]] Status CheckSerial(const pki::Certificate& certificate,
                                 const RevokedSerials& revoked);

// errors  kUnauthenticated with CERTIFICATE_UNKNOWN when the PEM is no certificate with a name;
//         kPermissionDenied with CERTIFICATE_REVOKED.
// thread  pure.
[[nodiscard]] Result<Caller> CallerFromCertificate(std::string_view pem,
                                                   const RevokedSerials& revoked);

// errors  kPermissionDenied with ROLE_MISSING, naming method and the caller's roles.
[[nodiscard]] Status CheckAccess(const Caller& caller, std::string_view method, RoleSet allowed);

}  // namespace chowki::service
