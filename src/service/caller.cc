#include "service/caller.h"

#include <algorithm>
#include <vector>

#include "base/text.h"

namespace chowki::service {
namespace {

Result<std::string> NormalSerial(std::string_view text) {
  std::string serial;
  for (const char c : text) {
    if (c == ':') continue;
    const char lower = c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
    const bool hex = (lower >= '0' && lower <= '9') || (lower >= 'a' && lower <= 'f');
    if (!hex) return InvalidInput("not a serial number in hex");
    serial += lower;
  }
  const std::size_t first = serial.find_first_not_of('0');
  return first == std::string::npos ? "0" : serial.substr(first);
}

std::string Names(RoleSet roles) {
  std::vector<std::string> names;
  for (const pki::Role role : pki::kAllRoles) {
    if (roles.Has(role)) names.emplace_back(pki::Name(role));
  }
  return names.empty() ? "none" : Join(names, ",");
}

}  // namespace

std::string Caller::RolesText() const { return Names(roles); }

Result<RevokedSerials> ParseRevokedSerials(std::string_view text) {
  RevokedSerials serials;
  int number = 0;
  for (const std::string& line : Split(text, '\n')) {
    ++number;
    const std::string_view content = Trim(std::string_view(line).substr(0, line.find('#')));
    if (content.empty()) continue;
    auto serial = NormalSerial(content);
    if (!serial.ok()) return Annotate(serial.status(), fmt::format("line {}", number));
    serials.insert(*std::move(serial));
  }
  return serials;
}

Status CheckSerial(const pki::Certificate& certificate, const RevokedSerials& revoked) {
  if (!revoked.contains(certificate.serial)) return Ok();
  return WithDetail(PermissionDenied("the certificate is revoked"),
                    {"CERTIFICATE_REVOKED", {{"serial", certificate.serial}}});
}

Result<Caller> CallerFromCertificate(std::string_view pem, const RevokedSerials& revoked) {
  const auto certificate = pki::ReadCertificate(pem);
  if (!certificate.ok()) {
    return WithDetail(Unauthenticated("the certificate does not say whose it is"),
                      {"CERTIFICATE_UNKNOWN", {}});
  }
  CHOWKI_RETURN_IF_ERROR(CheckSerial(*certificate, revoked));
  Caller caller{certificate->name, {}, *certificate};
  for (const pki::Role role : certificate->roles) caller.roles.Add(role);
  return caller;
}

Status CheckAccess(const Caller& caller, std::string_view method, RoleSet allowed) {
  if (caller.roles.Meets(allowed)) return Ok();
  const std::string roles = Names(caller.roles);
  return WithDetail(
      PermissionDenied("{} needs one of the roles {}; the certificate has {}", method,
                       Names(allowed), roles),
      {"ROLE_MISSING",
       {{"method", std::string(method)}, {"needed", Names(allowed)}, {"roles", roles}}});
}

}  // namespace chowki::service
